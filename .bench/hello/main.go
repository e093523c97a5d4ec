// Hello is the least a Go program can be: what start-up is measured against.
package main

import "fmt"

func main() { fmt.Println("hello") }
