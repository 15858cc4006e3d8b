# anneal_embed_sql(target prefix file.sql …): queries as C strings.
#
# sql/foo.sql with the prefix `pg` becomes `extern const char PG_SQL_FOO[];` in the generated header pg_sql.h, which `target`
# may include as "pg_sql.h".  Paths are relative to the calling CMakeLists.txt.  The files are read when they change.
function(anneal_embed_sql target prefix)
    set(dir "${CMAKE_CURRENT_BINARY_DIR}/generated")
    set(header "${dir}/${prefix}_sql.h")
    set(source "${dir}/${prefix}_sql.c")
    set(inputs)
    foreach(file IN LISTS ARGN)
        get_filename_component(path "${file}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
        list(APPEND inputs "${path}")
    endforeach()
    list(JOIN inputs "|" joined)
    file(MAKE_DIRECTORY "${dir}")
    add_custom_command(
        OUTPUT "${header}" "${source}"
        COMMAND ${CMAKE_COMMAND} "-DPREFIX=${prefix}" "-DHEADER=${header}" "-DSOURCE=${source}" "-DINPUTS=${joined}"
                -P "${PROJECT_SOURCE_DIR}/cmake/EmbedSqlScript.cmake"
        DEPENDS ${inputs} "${PROJECT_SOURCE_DIR}/cmake/EmbedSqlScript.cmake"
        COMMENT "Embedding SQL: ${prefix}_sql.h"
        VERBATIM)
    # ISO C promises 4095 characters in one literal; our compilers take any length, and a query may be longer.
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
    target_sources(${target} PRIVATE "${source}" "${header}")
    target_include_directories(${target} PRIVATE "${dir}")
endfunction()
