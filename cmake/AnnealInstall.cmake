# cmake --install: program, library, public headers, pkg-config file, docs, examples.
if(TARGET anneal)
    install(TARGETS anneal RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
if(TARGET anneal_lib)
    install(TARGETS anneal_lib
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()
install(DIRECTORY include/anneal DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" OPTIONAL FILES_MATCHING PATTERN "*.h")
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)
# Without schemas-example/run, which builds from the sources.
install(DIRECTORY schemas-example/shop schemas-example/shop-xml DESTINATION "${CMAKE_INSTALL_DATADIR}/anneal/schemas-example" OPTIONAL
    PATTERN "*.db" EXCLUDE)

set(ANNEAL_PC_REQUIRES jansson libxml-2.0 libmd)
if(ANNEAL_HAS_SQLITE)
    list(APPEND ANNEAL_PC_REQUIRES sqlite3)
endif()
if(ANNEAL_HAS_POSTGRES)
    list(APPEND ANNEAL_PC_REQUIRES libpq)
endif()
if(ANNEAL_HAS_MYSQL)
    list(APPEND ANNEAL_PC_REQUIRES ${MYSQLCLIENT_MODULE_NAME})
endif()
if(ANNEAL_HAS_GIT)
    list(APPEND ANNEAL_PC_REQUIRES libgit2)
endif()
list(JOIN ANNEAL_PC_REQUIRES ", " ANNEAL_PC_REQUIRES)
# Who links the archive links what it uses; a shared library brings that along.
set(ANNEAL_PC_REQUIRES_FIELD Requires)
if(BUILD_SHARED_LIBS)
    set(ANNEAL_PC_REQUIRES_FIELD Requires.private)
endif()
file(RELATIVE_PATH ANNEAL_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" ANNEAL_PC_PREFIX "${ANNEAL_PC_PREFIX}")
configure_file(cmake/anneal.pc.in anneal.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/anneal.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
