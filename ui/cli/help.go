package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mailgrant/flow/text"
	"mailgrant/ui/report"
)

// help prints a command's help.
func (a *app) help(cmd *cobra.Command, _ []string) {
	if words := cmd.Flags().Args(); !cmd.HasParent() && len(words) > 0 { // "nosuch --help"
		a.misspelt = noSuchCommand(cmd, words)
		return
	}
	fmt.Fprint(a.out, report.Help(cmd, a.width()))
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Show help for a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noSuchCommand(cmd.Root(), args)
			}
			a.help(about, nil)
			return nil
		},
	}
}

// flagError describes a problem with a flag without its value, which may be a
// misplaced secret.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		near := nearFlag(cmd, unknown)
		if unknown.GetSpecifiedShortnames() != "" {
			name = name[1:]
		}
		if near == "" && (strings.Contains(name, "secret") || strings.Contains(name, "password")) {
			return usage(help, "A secret can't be the value of a flag: use --secret-stdin, --secret-file PATH or $%s.", secretVariable)
		}
		return usage(help, "%s has no flag%s.%s", cmd.CommandPath(), report.NamedNear(name, near), report.DidYouMean(near))
	case errors.As(err, &empty):
		return usage(help, "The flag --%s needs a value.", empty.GetFlag().Name)
	case errors.As(err, &bad):
		f := bad.GetFlag()
		return usage(help, "The value of --%s must be %s.", f.Name, expected[f.Value.Type()])
	}
	return usage(help, "The flags can't be read.")
}

// nearFlag is the flag that the user probably meant, also with one dash. The
// beginning of a secret's flag gets no suggestion: whoever types it wants to
// give the secret there.
func nearFlag(cmd *cobra.Command, unknown *pflag.NotExistError) string {
	word := cmp.Or(unknown.GetSpecifiedShortnames(), unknown.GetSpecifiedName())
	word, _, _ = strings.Cut(word, "=")
	var flags []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
	near := text.Nearest(word, flags)
	if near == "" || strings.HasPrefix(near, word) && strings.HasPrefix(near, "secret") {
		return ""
	}
	return "--" + near
}

// expected is what a flag's value must be, by pflag's name of its type.
var expected = map[string]string{
	"bool": "true or false", "int": "a whole number", "duration": "a duration such as 30s", "string": "text",
}
