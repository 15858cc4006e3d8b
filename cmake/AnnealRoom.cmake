# Rooms: one static library each, linking downward only.
#
#   anneal_room(plan SOURCES graph.c merge.c LINKS model diff)
#       makes the target anneal_plan.  LINKS names rooms (without the prefix) or other targets (PkgConfig::JANSSON);
#       rooms are checked against the order of docs/architecture.md when CMake runs.
#   anneal_program(SOURCES main.c … LINKS job report)
#       makes the program `anneal`.
#
# Inside src/ every include is written from src/: #include "base/arena.h".

# Rank in the order base < model < codec < {package, diff, engine} < {plan, lint, report} < deploy < job < cli.
# The engines and the registry beside them share a rank and are one group: the registry names the engines, the engines use its helpers.
set(ANNEAL_ROOM_RANKS
    base 0  model 1  codec 2  package 3  diff 3  engine 3  engines 3  sqlite 3  postgres 3  mysql 3
    plan 4  lint 4  report 4  deploy 5  job 6  cli 7)
set(ANNEAL_ENGINE_ROOMS engine engines sqlite postgres mysql)

function(anneal_room_rank name out)
    list(FIND ANNEAL_ROOM_RANKS "${name}" at)
    if(at EQUAL -1)
        set(${out} -1 PARENT_SCOPE)
    else()
        math(EXPR at "${at} + 1")
        list(GET ANNEAL_ROOM_RANKS ${at} rank)
        set(${out} ${rank} PARENT_SCOPE)
    endif()
endfunction()

# Turns LINKS into targets, and refuses a link that goes up or sideways.
function(anneal_room_links name out)
    anneal_room_rank(${name} rank)
    set(targets)
    foreach(link IN LISTS ARGN)
        string(REGEX REPLACE "^anneal_" "" link_room "${link}")
        anneal_room_rank("${link_room}" link_rank)
        if(link_rank EQUAL -1)
            list(APPEND targets "${link}")
            continue()
        endif()
        set(inside_engines OFF)
        if(name IN_LIST ANNEAL_ENGINE_ROOMS AND link_room IN_LIST ANNEAL_ENGINE_ROOMS)
            set(inside_engines ON)
        endif()
        if(NOT link_rank LESS rank AND NOT inside_engines)
            message(FATAL_ERROR "room ${name} must not link ${link_room}: links go downward only")
        endif()
        list(APPEND targets "anneal_${link_room}")
    endforeach()
    set(${out} ${targets} PARENT_SCOPE)
endfunction()

function(anneal_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS" ${ARGN})
    if(ROOM_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "anneal_room(${name}): unknown argument ${ROOM_UNPARSED_ARGUMENTS}")
    endif()
    anneal_room_rank(${name} rank)
    if(rank EQUAL -1)
        message(FATAL_ERROR "anneal_room(${name}): no such room, see cmake/AnnealRoom.cmake")
    endif()
    set(target anneal_${name})
    add_library(${target} STATIC ${ROOM_SOURCES})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/include")
    anneal_room_links(${name} links ${ROOM_LINKS})
    target_link_libraries(${target} PUBLIC ${links} PRIVATE anneal_flags)
    set_property(GLOBAL APPEND PROPERTY ANNEAL_ROOM_TARGETS ${target})
endfunction()

function(anneal_program)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(anneal ${PROGRAM_SOURCES})
    target_include_directories(anneal PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/include")
    target_compile_definitions(anneal PRIVATE ANNEAL_VERSION="${PROJECT_VERSION}")
    anneal_room_links(cli links ${PROGRAM_LINKS})
    target_link_libraries(anneal PRIVATE ${links} anneal_flags)
    set_target_properties(anneal PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endfunction()

# libanneal: the objects of all rooms in one archive (or shared object), so that a user links one file.
function(anneal_gather)
    get_property(rooms GLOBAL PROPERTY ANNEAL_ROOM_TARGETS)
    if(NOT rooms)
        return()
    endif()
    set(objects)
    foreach(room IN LISTS rooms)
        list(APPEND objects "$<TARGET_OBJECTS:${room}>")
    endforeach()
    add_library(anneal_lib ${objects})
    add_library(anneal::anneal ALIAS anneal_lib)
    set_target_properties(anneal_lib PROPERTIES
        OUTPUT_NAME anneal LINKER_LANGUAGE C
        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
    target_include_directories(anneal_lib PUBLIC
        "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
    target_link_libraries(anneal_lib PRIVATE anneal_flags PkgConfig::JANSSON PkgConfig::LIBXML2 PkgConfig::LIBMD
        $<$<BOOL:${ANNEAL_HAS_SQLITE}>:PkgConfig::SQLITE3>
        $<$<BOOL:${ANNEAL_HAS_POSTGRES}>:PkgConfig::LIBPQ>
        $<$<BOOL:${ANNEAL_HAS_MYSQL}>:PkgConfig::MYSQLCLIENT>
        $<$<BOOL:${ANNEAL_HAS_GIT}>:PkgConfig::LIBGIT2>)
endfunction()
