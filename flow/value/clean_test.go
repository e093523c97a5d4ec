package value_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/soak"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

func TestClean(t *testing.T) {
	for name, c := range map[string]struct{ text, want, notes string }{
		"a clean value stays":             {"contoso.com", "contoso.com", ""},
		"nothing stays nothing":           {"", "", ""},
		"a line end after":                {"abc\n", "abc", "removed a line end after the value"},
		"Windows line ends around":        {"\r\nabc\r\n", "abc", "removed a line end before the value|removed a line end after the value"},
		"spaces and tabs around":          {" \tabc  ", "abc", "removed the spaces around it"},
		"a Unicode line end":              {"abc\u2028", "abc", "removed a line end after the value"},
		"only white space":                {" \r\n ", "", "removed a line end after the value|removed the spaces around it"},
		"one zero-width space":            {"ab\u200bc", "abc", "removed 1 invisible character"},
		"marks of direction":              {"\u202aabc\u202c", "abc", "removed 2 invisible characters"},
		"a byte order mark":               {"\ufeffabc", "abc", "removed 1 invisible character"},
		"a soft hyphen":                   {"a\u00adbc", "abc", "removed 1 invisible character"},
		"a no-break space":                {"abc\u00a0", "abc", "removed 1 no-break space"},
		"a narrow no-break space within":  {"ab\u202fc", "abc", "removed 1 no-break space"},
		"no-break spaces only":            {"\u00a0\u2007", "", "removed 2 no-break spaces"},
		"backquotes, as in a chat":        {"`abc`", "abc", "removed the quotes around it"},
		"quotes within quotes":            {`"'abc'"`, "abc", "removed the quotes around it"},
		"quotes around spaces":            {`" abc "`, "abc", "removed the spaces around it|removed the quotes around it"},
		"a quote on one side stays":       {`"abc`, `"abc`, ""},
		"a quote alone stays":             {`"`, `"`, ""},
		"empty quotes":                    {`""`, "", "removed the quotes around it"},
		"braces round a GUID":             {"{" + aTenant + "}", aTenant, "removed the brackets around it"},
		"angle brackets round a domain":   {"<contoso.com>", "contoso.com", "removed the brackets around it"},
		"braces of a placeholder stay":    {"{tenant-id}", "{tenant-id}", ""},
		"brackets that do not pair stay":  {"{" + aTenant + ")", "{" + aTenant + ")", ""},
		"a label with a colon":            {"Client ID: abc1", "abc1", "removed the label before it"},
		"the portal's own label":          {"Application (client) ID : abc1", "abc1", "removed the label before it"},
		"an environment line":             {"CLIENT_SECRET=abc1", "abc1", "removed the label before it"},
		"an exported line with quotes":    {`export AZURE_CLIENT_ID="abc1"`, "abc1", "removed the quotes around it|removed the label before it"},
		"a PowerShell line":               {`$env:AZURE_TENANT_ID = 'abc1'`, "abc1", "removed the quotes around it|removed the label before it"},
		"a YAML line":                     {"  tenant_id: abc1", "abc1", "removed the spaces around it|removed the label before it"},
		"a JSON line":                     {`"client_secret": "abc1",`, "abc1", "removed the quotes around it|removed the label before it|removed the comma or semicolon after it"},
		"a line quoted as a whole":        {"'client_secret=abc1'", "abc1", "removed the quotes around it|removed the label before it"},
		"a label without a value":         {"client_secret=", "", "removed the label before it"},
		"an unknown label stays":          {"FLAVOUR=abc1", "FLAVOUR=abc1", ""},
		"a URL's colon is no label":       {"https://contoso.com", "https://contoso.com", ""},
		"spaces within stay":              {"a b", "a b", ""},
		"a control character stays":       {"a\x07b", "a\x07b", ""},
		"a broken character stays":        {"a\xffb", "a\xffb", ""},
		"an escape sequence stays":        {"\x1b[31mabc", "\x1b[31mabc", ""},
		"a line end within stays":         {"a\nb", "a\nb", ""},
		"letters with accents stay":       {"société", "société", ""},
		"an unseen mark in broken UTF-8":  {"\xe2\x80\u200b\x8b", "\xe2\x80\u200b\x8b", ""},
		"everything at once, named once":  {"\ufeff \"\u200bclient_id = {" + aTenant + "}\" \r\n", aTenant, "removed 2 invisible characters|removed a line end after the value|removed the spaces around it|removed the quotes around it|removed the brackets around it|removed the label before it"},
		"an ideographic space goes":       {"\u3000abc", "abc", "removed the spaces around it"},
		"guillemets":                      {"«abc»", "abc", "removed the quotes around it"},
		"German quotes":                   {"„abc“", "abc", "removed the quotes around it"},
		"brackets with a space in a word": {"[client id]", "[client id]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, notes := value.Clean(c.text)
			if got != c.want || strings.Join(notes, "|") != c.notes {
				t.Errorf("got %q, %q; want %q, %q", got, strings.Join(notes, "|"), c.want, c.notes)
			}
		})
	}
}

// Whatever combination a copy leaves around a value, none of it reaches the
// value.
func TestCleanWhateverIsAround(t *testing.T) {
	around := [][2]string{
		{"", "\n"}, {"", "\r\n"}, {" ", " "}, {"\t", ""}, {`"`, `"`}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"`", "`"},
		{"{", "}"}, {"<", ">"}, {"\ufeff", ""}, {"", "\u200b"}, {"\u00a0", ""}, {"Client secret: ", ""},
	}
	values := []string{aTenant, domainToken, "support@contoso.com", "aB38Q~" + strings.Repeat("x1", 17)}
	tried := 0
	for _, val := range values {
		for _, inner := range around {
			for _, outer := range around {
				tried++
				text := outer[0] + inner[0] + val + inner[1] + outer[1]
				got, notes := value.Clean(text)
				if got != val || len(notes) == 0 {
					t.Errorf("Clean(%q) = %q, %q", text, got, notes)
				}
				secret, secretNotes := value.CleanSecret(value.NewSecret(text))
				if secret.Reveal() != val || !slices.Equal(notes, secretNotes) {
					t.Errorf("CleanSecret(%q) = %q, %q", text, secret.Reveal(), secretNotes)
				}
			}
		}
	}
	if tried < 150 {
		t.Errorf("%d inputs, want 150 or more", tried)
	}
}

func TestCleanSecretKeepsWhatSecretsMayHold(t *testing.T) {
	for _, text := range []string{"[6gyXA5S20@MN+WRXAJI-TO7g1:h2P8]", "(abc)", "a b", "a\nb", "x=y:z"} {
		if got, notes := value.CleanSecret(value.NewSecret(text)); got.Reveal() != text || notes != nil {
			t.Errorf("CleanSecret(%q) = %q, %q", text, got.Reveal(), notes)
		}
	}
	if got, _ := value.CleanSecret(value.Secret{}); got != (value.Secret{}) {
		t.Error("a secret that was not given became one that is empty")
	}
}

func TestCleanServerText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"plain text stays":                   {"AADSTS7000215: Invalid client secret.", "AADSTS7000215: Invalid client secret."},
		"white space is folded":              {" a\r\n\tb \u00a0 c\u2028", "a b c"},
		"colours go":                         {"\x1b[1;31mred\x1b[0m", "red"},
		"a title goes, ended by a bell":      {"a\x1b]0;title\x07b", "ab"},
		"a link goes, ended by ST":           {"a\x1b]8;;https://evil.example\x1b\\b\x1b]8;;\x1b\\c", "abc"},
		"a device string goes":               {"a\x1bPq#0;2\x1b\\b", "ab"},
		"C1 sequences go":                    {"a\u009b31mb\u009d0;t\u009cc", "abc"},
		"a string without an end goes":       {"a\x1b]52;c;aGk", "a"},
		"a cancelled string ends there":      {"a\x1b]0;t\x18b", "ab"},
		"an escape breaks a string off":      {"a\x1b]0;t\x1b[1mb", "ab"},
		"character sets and resets go":       {"a\x1b(Bb\x1bcd", "abd"},
		"an escape at the end goes":          {"a\x1b", "a"},
		"an unfinished sequence goes":        {"a\x1b[12;", "a"},
		"a sequence broken by a letter":      {"a\x1b[12\u00e9b", "aéb"},
		"control characters go":              {"a\x00\x07\x08\x7fb", "ab"},
		"direction marks go":                 {"a\u202eb\u2066c", "abc"},
		"zero-width characters go":           {"a\u200bb\ufeffc", "abc"},
		"broken UTF-8 is replaced":           {"a\xffb", "a\ufffdb"},
		"private characters are replaced":    {"a\ue000b", "a\ufffdb"},
		"exactly 500 characters stay":        {strings.Repeat("é", 500), strings.Repeat("é", 500)},
		"501 are cut to 500":                 {strings.Repeat("é", 501), strings.Repeat("é", 499) + "…"},
		"trailing controls cut nothing":      {strings.Repeat("a", 500) + "\n\x1b[0m", strings.Repeat("a", 500)},
		"no space stands before an ellipsis": {strings.Repeat("a", 498) + " bcd", strings.Repeat("a", 498) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := text.Clean(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", " abc\r\n", `"{x1}"`, "client_id: 'a'", "\ufeffa\u200b", "\xe2\x80\u200b\x8b", `"a": "b",`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, notes := value.Clean(text)
		if again, more := value.Clean(got); again != got || more != nil {
			t.Fatalf("Clean(%q) = %q, then %q with %q", text, got, again, more)
		}
		if (got == text) != (len(notes) == 0) {
			t.Fatalf("Clean(%q) = %q, said %q", text, got, notes)
		}
		if strings.TrimSpace(got) != got {
			t.Fatalf("Clean(%q) left space around %q", text, got)
		}
		secret, _ := value.CleanSecret(value.NewSecret(text))
		if again, more := value.CleanSecret(secret); again != secret || more != nil {
			t.Fatalf("CleanSecret(%q) is not at rest", text)
		}
	})
}

func FuzzServerText(f *testing.F) {
	for _, seed := range []string{"", "a\x1b[31mb", "\x1b]0;t", "\u009b1m", "\xff\xfe", strings.Repeat("a ", 400)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, txt string) {
		got := text.Clean(txt)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > text.ServerTextMax || strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Fatalf("CleanServerText(%q) = %q", txt, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) || unicode.IsSpace(r) && r != ' ' }) {
			t.Fatalf("a control character is left in %q", got)
		}
		if again := text.Clean(got); again != got {
			t.Fatalf("%q, then %q", got, again)
		}
	})
}

// The cost of a pasted text must not grow faster than its length. If it grew
// with the square, this would take far longer than a minute.
func TestSoakAMebibyteOfAnythingIsReadInTime(t *testing.T) {
	units := map[string]string{
		"quotes": `"`, "escapes": "\x1b", "unfinished sequences": "\x1b[", "unfinished strings": "\x1b]", "braces": "{",
		"invisible": "\u200b", "spaces": " ", "labels": "client_id:", "letters": "a", "broken": "\xff", "C1 strings": "\u009d",
		"slashes": "/", "backslashes": `\`, "at signs": "@", "dots": ".", "line ends": "\r\n", "stars": "*",
	}
	for _, name := range soak.Some(t, 2, slices.Sorted(maps.Keys(units))) {
		t.Run(name, func(t *testing.T) {
			long := strings.Repeat(units[name], 1<<20/len(units[name]))
			begun := time.Now()
			for _, txt := range []string{long + "x", "https://login.microsoftonline.com/" + long} {
				text.Clean(txt)
				value.JudgeEndpoint(txt, value.EndpointToken)
				value.JudgeRedirectURI(txt)
				value.JudgeClientID(txt)
				value.ParseLocation(txt)
				_, _ = value.ParseDate(txt)
				secret, _ := value.CleanSecret(value.NewSecret(txt))
				value.JudgeSecret(secret)
			}
			if took := time.Since(begun); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}

func BenchmarkCleanServerText(b *testing.B) {
	for name, txt := range map[string]string{
		"1 MiB of text":       strings.Repeat("AADSTS7000215: Invalid client secret.\r\n", 1<<20/39),
		"1 MiB of escapes":    strings.Repeat("\x1b[31m", 1<<20/5),
		"1 MiB in one string": "\x1b]0;" + strings.Repeat("x", 1<<20),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				text.Clean(txt)
			}
		})
	}
}
