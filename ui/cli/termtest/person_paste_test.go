//go:build linux || darwin

package termtest

import (
	"strings"
	"syscall"
	"testing"
)

// pastes are what people paste around and in a value, with the program's comment
// on it. A refused paste leaves nothing in the field. A value that tells by its
// form what it is, is taken out of several lines.
var pastes = map[string]struct {
	around  func(value string) string
	says    string
	refused bool
}{
	"as it is":                {around: func(v string) string { return v }},
	"with a line end":         {around: func(v string) string { return v + "\n" }, says: "removed a line end after the value"},
	"between CR LF":           {around: func(v string) string { return "\r\n" + v + "\r\n" }, says: "removed a line end before the value"},
	"with a zero-width space": {around: func(v string) string { return v[:5] + "\u200b" + v[5:] }, says: "removed 1 invisible character"},
	"with a byte order mark":  {around: func(v string) string { return "\ufeff" + v }, says: "removed 1 invisible character"},
	"with no-break spaces":    {around: func(v string) string { return "\u00a0" + v + "\u00a0" }, says: "removed 2 no-break spaces"},
	"with a bell in it":       {around: func(v string) string { return v[:5] + "\a" + v[5:] }, says: "Not pasted: there are control characters", refused: true},
	"with a colour before it": {around: func(v string) string { return "\x1b[31m" + v }, says: "Not pasted: there are control characters", refused: true},
	"with NUL behind it":      {around: func(v string) string { return v + "\x00" }, says: "Not pasted: there are control characters", refused: true},
	"twice, in two lines":     {around: func(v string) string { return v + "\r\n" + v }, says: "Not pasted: that is more than one line", refused: true},
	"over and over, 1 MiB":    {around: func(v string) string { return strings.Repeat(v, 1<<20/len(v)) }, says: "Not pasted: that is longer than any value", refused: true},
}

func TestAPasteIsCleanedOrRefusedInEveryKindOfField(t *testing.T) {
	t.Parallel()
	for field, c := range map[string]struct {
		to    func(walk) walk
		step  string
		value func(walk) string
	}{
		"mailbox":       {walk.toOrganization, "Organization", func(walk) string { return "help@contoso.com" }},
		"client ID":     {walk.toClientID, "Client ID", func(w walk) string { return w.app.ClientID }},
		"client secret": {walk.toClientSecret, "Client secret", func(w walk) string { return w.secret.Value }},
		"token endpoint": {func(w walk) walk {
			w.toClientID().Paste(w.app.ClientID)
			w.Wait(w.app.ClientID + " ") // until it is there, the effect of a key can't be told
			w.PressTo("down", "> Token endpoint")
			return w
		}, "Client ID", func(walk) string { return "https://login.microsoftonline.com/common/oauth2/v2.0/token" }},
		"name": {func(w walk) walk { w.toProven().PressTo("up", "> Name"); return w }, "Prove", func(walk) string { return "fabrikam" }},
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			w := c.to(toGuide(t, Options{Cols: 140, Rows: 60}))
			value := c.value(w)
			shown := "│ " + value
			if value == w.secret.Value {
				shown = "40 characters, begins " + value[:3]
			}
			for name, p := range pastes {
				w.Keys("ctrl+u")
				w.WaitGone(shown)
				taken := name == "twice, in two lines" && (value == w.secret.Value || strings.HasSuffix(value, "/token"))
				if w.Paste(p.around(value)); !taken {
					w.Wait(p.says)
				}
				if !p.refused || taken {
					w.Wait(shown)
				} else if strings.Contains(w.Text(), shown) {
					t.Errorf("%s: refused, but taken:\n%s", name, w.Text())
				}
				w.at(c.step)
			}
			w.Signal(syscall.SIGTERM)
			w.ended(128 + int(syscall.SIGTERM))
		})
	}
}

func TestCtrlCEndsAPasteThatNeverEnds(t *testing.T) {
	t.Parallel()
	w := toGuide(t, Options{}).toClientSecret()
	w.Type("\x1b[200~" + w.secret.Value)
	w.Keys("ctrl+c")
	w.Keys("ctrl+c")
	w.ended(130)
}

func TestWhatIsTypedBeforeTheStartIsTaken(t *testing.T) {
	t.Parallel()
	w := tryOut(t, Options{
		Args:      []string{"setup", "--practice"},
		TypeAhead: keys["enter"] + "support@contoso", // the first product
	})
	w.at("Organization").Wait("│ support@contoso")
	w.Type(".com")
	w.Wait("│ support@contoso.com")
	w.Signal(syscall.SIGTERM)
	w.ended(143)
}
