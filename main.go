// Mailgrant connects a mail app to Microsoft 365: it walks an administrator
// through the registration in Entra, tests the credential, and saves its
// secret in the keyring of this computer.
package main

import (
	// Before everything else: it hides TERM from packages that would ask the terminal.
	"mailgrant/ui/early"

	"os"

	"mailgrant/ui/cli"
)

func main() {
	early.Restore()
	os.Exit(cli.Main(os.Args[1:]))
}
