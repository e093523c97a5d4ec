// Hello is the smallest Go program, for comparison with mailgrant's start.
package main

import "fmt"

func main() { fmt.Println("hello") }
