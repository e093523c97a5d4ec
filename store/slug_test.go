package store

import "testing"

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Contoso":                      "contoso",
		"Contoso Support (production)": "contoso-support-production",
		"  Müller & Söhne GmbH  ":      "muller-sohne-gmbh",
		"Groß ßtraße":                  "gross-sstrasse",
		"support@contoso.com":          "support@contoso.com",
		"../../etc/passwd":             "etc-passwd",
		"--replace":                    "replace",
		"a\nb":                         "a-b",
		"Ünïcödé ﬁle № 5":              "unicode-file-no-5",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
	if Slug("東京") == Slug("大阪") {
		t.Error("two names without ASCII have one slug")
	}
}

func FuzzSlugIsAlwaysAName(f *testing.F) {
	for _, name := range []string{"Contoso", "", "東京", "\xff", "..", "ß", "-_-"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := Slug(name)
		if err := fitEntry(Entry{Slug: slug}, "x"); err != nil || len(slug) > 64 {
			t.Errorf("Slug(%q) = %q: %v", name, slug, err)
		}
		if again := Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, and of that %q", name, slug, again)
		}
	})
}
