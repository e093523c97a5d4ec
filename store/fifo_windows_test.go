package store

import "os"

// makeFIFO makes a directory: Windows has no such file.
func makeFIFO(path string) error { return os.Mkdir(path, 0o700) }
