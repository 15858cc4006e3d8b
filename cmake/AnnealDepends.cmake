# The libraries that anneal uses, and which engines are in.
#
# Always:     PkgConfig::JANSSON (JSON), PkgConfig::LIBXML2 (XML), PkgConfig::LIBMD (SHA-256)
# By engine:  PkgConfig::SQLITE3, PkgConfig::LIBPQ, PkgConfig::MYSQLCLIENT (MariaDB Connector/C, or libmysqlclient)
#
# ANNEAL_ENGINE_X = AUTO (in when its library is found) | ON (else an error) | OFF.
# Sets ANNEAL_HAS_X.  Only src/engine/CMakeLists.txt makes macros of them: no other room may ask.
find_package(PkgConfig REQUIRED)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.10)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0>=2.9)
pkg_check_modules(LIBMD REQUIRED IMPORTED_TARGET libmd)

set(ANNEAL_ENGINES)
set(ANNEAL_ENGINE_SUMMARY)

# anneal_engine(NAME label MODULE package…): the first package that there is.
function(anneal_engine name label module)
    list(JOIN ARGN " or " package)
    set(option "ANNEAL_ENGINE_${name}")
    set(${option} AUTO CACHE STRING "${label} engine: AUTO, ON or OFF")
    set_property(CACHE ${option} PROPERTY STRINGS AUTO ON OFF)
    set(has OFF)
    if("${${option}}" STREQUAL "AUTO")
        pkg_search_module(${module} IMPORTED_TARGET ${ARGN})
        set(has ${${module}_FOUND})
    elseif(${option})
        pkg_search_module(${module} REQUIRED IMPORTED_TARGET ${ARGN})
        set(has ON)
    endif()
    if(has)
        set(line "${label}: in (${${module}_MODULE_NAME} ${${module}_VERSION})")
        set(${module}_MODULE_NAME "${${module}_MODULE_NAME}" PARENT_SCOPE)
        set(ANNEAL_HAS_${name} ON PARENT_SCOPE)
        set(ANNEAL_ENGINES ${ANNEAL_ENGINES} ${name} PARENT_SCOPE)
    else()
        if("${${option}}" STREQUAL "AUTO")
            set(line "${label}: out (${package} not found)")
        else()
            set(line "${label}: out (${option}=OFF)")
        endif()
        set(ANNEAL_HAS_${name} OFF PARENT_SCOPE)
    endif()
    set(ANNEAL_ENGINE_SUMMARY ${ANNEAL_ENGINE_SUMMARY} "${line}" PARENT_SCOPE)
endfunction()

anneal_engine(SQLITE "SQLite" SQLITE3 sqlite3)
anneal_engine(POSTGRES "PostgreSQL" LIBPQ libpq)
anneal_engine(MYSQL "MySQL and MariaDB" MYSQLCLIENT libmariadb mysqlclient)

# Not offered yet: say so instead of ignoring the option.
foreach(name SQLSERVER)
    if(ANNEAL_ENGINE_${name} AND NOT "${ANNEAL_ENGINE_${name}}" STREQUAL "AUTO")
        message(FATAL_ERROR "ANNEAL_ENGINE_${name}: this engine is not offered yet")
    endif()
endforeach()

if(NOT ANNEAL_ENGINES)
    message(FATAL_ERROR "no engine: install libsqlite3-dev, libpq-dev or libmariadb-dev, or set ANNEAL_ENGINE_SQLITE/POSTGRES/MYSQL")
endif()

function(anneal_print_summary)
    message(STATUS "anneal ${PROJECT_VERSION}")
    message(STATUS "  compiler:   ${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}, ${CMAKE_BUILD_TYPE}")
    foreach(line IN LISTS ANNEAL_ENGINE_SUMMARY)
        message(STATUS "  engine:     ${line}")
    endforeach()
    message(STATUS "  sanitizers: ${ANNEAL_SANITIZE}, fuzz: ${ANNEAL_FUZZ}, coverage: ${ANNEAL_COVERAGE}, faults: ${ANNEAL_FAULTS}")
    message(STATUS "  tests:      ${ANNEAL_TESTS}, warnings are errors: ${ANNEAL_WERROR}")
endfunction()
