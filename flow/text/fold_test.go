package text

import "testing"

func TestAKeyHasLettersOfEveryScriptWithoutTheirAccents(t *testing.T) {
	for name, c := range map[string]struct{ text, key string }{
		"umlauts":                         {"Größe, Übersicht", "grosseubersicht"},
		"accents as characters":           {"cle\u0301 e\u0302tre", "cleetre"},
		"accents within their letters":    {"clé être", "cleetre"},
		"letters that do not divide":      {"Łódź, sørger, Straße, ısı", "lodzsorgerstrasseisi"},
		"Cyrillic":                        {"Требуется Ё", "требуетсяе"},
		"Japanese":                        {"管理者の承認が必要", "管理者の承認か必要"},
		"Japanese, accents apart":         {"管理者の承認か\u3099必要", "管理者の承認か必要"},
		"Korean":                          {"관리자 승인", "관리자승인"},
		"wide letters":                    {"ＩＤ：７", "id7"},
		"umlauts read as Windows letters": {"benÃ¶tigt Ãœber GrÃ¶ÃŸe", "benotigtubergrosse"},
		"Polish read as Windows letters":  {"zgodÄ™ udzieliÄ‡", "zgodeudzielic"},
		"Cyrillic read the same way":      {"Ð¢Ñ€ÐµÐ±", "треб"},
		"letters of a URL":                {"ben%C3%B6tigt", "benotigt"},
		"letters of a URL, escaped":       {"ben%25C3%25B6tigt", "benotigt"},
		"letters of a mail":               {"ben=C3=B6tigt =C3 =41", "benotigtc341"},
		"Windows' letters":                {"ben\xf6tigt \xdcber", "benotigtuber"},
		"letters of a dump":               {`ben\xc3\xb6tigt`, "benotigt"},
		"letters of JSON":                 {`ben\u00f6tigt`, "benotigt"},
	} {
		r := Read(c.text)
		if string(r.Key) != c.key {
			t.Errorf("%s: the key of %q is %q; want %q", name, c.text, r.Key, c.key)
		}
		if len(r.At) != len(r.Key) {
			t.Errorf("%s: %d places for %d bytes", name, len(r.At), len(r.Key))
		}
	}
	for _, text := range []string{"Größe", "管理者の承認", "ID7 é"} {
		if got := Squeeze(text); got != string(Read(text).Key) {
			t.Errorf("%q is squeezed to %q and read as %q", text, got, Read(text).Key)
		}
	}
}

func TestTheEdgesOfWordsInEveryScript(t *testing.T) {
	for _, c := range []struct {
		text         string
		from, to     int // in the key
		begins, ends bool
		after        string
	}{
		{"été fini", 0, 3, true, true, " fini"},
		{"e\u0301te\u0301 fini", 0, 3, true, true, " fini"},
		{"été fini", 1, 2, false, false, "é fini"},
		{"Größe", 0, 2, true, false, "öße"},
		{"承認が必要です", 0, 6, true, true, "が必要です"},
		{"が承認App", 3, 9, true, true, "App"},
		{"要求 ID：7", 6, 8, true, true, ":7"},
	} {
		r := Read(c.text)
		if got := r.Begins(c.from); got != c.begins {
			t.Errorf("%q: a word begins at byte %d of the key: %t", c.text, c.from, got)
		}
		if got := r.Ends(c.to); got != c.ends {
			t.Errorf("%q: a word ends at byte %d of the key: %t", c.text, c.to, got)
		}
		if got := string(r.Plain[r.After(c.to):]); got != c.after {
			t.Errorf("%q: %q is after byte %d of the key; want %q", c.text, got, c.to, c.after)
		}
	}
}
