// Mailgrant connects a mail app to Microsoft 365: it walks an administrator
// through the registration in Entra, proves the credential, and keeps its
// secret in the keyring of this computer.
package main

import (
	"os"

	"mailgrant/ui/cli"
	"mailgrant/ui/early"
)

func main() {
	early.Restore()
	os.Exit(cli.Main(os.Args[1:]))
}
