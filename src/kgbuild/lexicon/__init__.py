"""What kgbuild knows of a language, as data: one folder of files for each language, one module here for each kind of file."""
