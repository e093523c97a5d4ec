package cli

import (
	"strings"
	"testing"
)

func TestTheShellIsOfferedWhatFits(t *testing.T) {
	tests := map[string]struct {
		args []string
		has  []string
	}{
		"saved names":    {[]string{"check", ""}, []string{"expired", "good"}},
		"practice names": {[]string{"check", "--practice", ""}, []string{"good-old-secret", "no-consent"}},
		"guides":         {[]string{"guides", ""}, []string{practiceGuide}},
		"--guide":        {[]string{"setup", "--guide", ""}, []string{practiceGuide}},
		"formats":        {[]string{"check", "--format", ""}, []string{"text", "json", "ndjson"}},
		"shells":         {[]string{"completion", ""}, []string{"bash", "zsh", "fish", "powershell"}},
		"commands":       {[]string{"c"}, []string{"check", "copy", "completion"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good", "expired")
			r := s.run(append([]string{"__complete"}, tt.args...)...)
			for _, want := range tt.has {
				if !strings.Contains("\n"+r.out, "\n"+want) {
					t.Errorf("%s is not offered:\n%s", want, r.out)
				}
			}
		})
	}
}

func TestCompletionScripts(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := newStage(t).run("completion", shell); r.code != 0 || !strings.Contains(r.out, "mailgrant") {
			t.Errorf("%s: exit %d, %s", shell, r.code, r.err)
		}
	}
}

func TestBothWaysShowTheVersion(t *testing.T) {
	command, flag := newStage(t).run("version"), newStage(t).run("--version")
	if command.out != flag.out || !strings.HasPrefix(command.out, "mailgrant ") || command.code != 0 {
		t.Errorf("%q, %q", command.out, flag.out)
	}
}
