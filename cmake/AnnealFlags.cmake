# anneal_flags: what every file of ours is compiled with.  Linked privately by each room, the program and the tests.
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(anneal_flags INTERFACE)

target_compile_options(anneal_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wwrite-strings -Wcast-qual -Wformat=2 -Wvla -Wundef -Wswitch-enum
    $<$<BOOL:${ANNEAL_WERROR}>:-Werror>)

# POSIX.1-2008 with XSI and no more: _DEFAULT_SOURCE would bring in alloca, which base/banned.h poisons.
target_compile_definitions(anneal_flags INTERFACE _XOPEN_SOURCE=700)

# Hardening.  _FORTIFY_SOURCE needs optimisation and does not go with the sanitizers, which replace the same functions.
set(anneal_optimised "$<NOT:$<CONFIG:Debug>>")
target_compile_options(anneal_flags INTERFACE -fstack-protector-strong)
if(NOT ANNEAL_SANITIZE AND NOT ANNEAL_FUZZ AND NOT ANNEAL_COVERAGE)
    target_compile_options(anneal_flags INTERFACE
        "$<${anneal_optimised}:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
endif()
if(NOT APPLE)
    target_link_options(anneal_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

if(ANNEAL_SANITIZE OR ANNEAL_FUZZ)
    set(anneal_sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(anneal_flags INTERFACE ${anneal_sanitizers})
    target_link_options(anneal_flags INTERFACE ${anneal_sanitizers})
endif()
if(ANNEAL_FUZZ)
    if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "ANNEAL_FUZZ needs clang (libFuzzer): use the preset `fuzz`")
    endif()
    # Instrumented everywhere; only the fuzz targets add -fsanitize=fuzzer, which brings main().
    target_compile_options(anneal_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(ANNEAL_COVERAGE)
    target_compile_options(anneal_flags INTERFACE --coverage)
    target_link_options(anneal_flags INTERFACE --coverage)
endif()
if(ANNEAL_FAULTS)
    target_compile_definitions(anneal_flags INTERFACE ANNEAL_FAULTS)
endif()
