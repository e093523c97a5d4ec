package intake_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/intake"
)

// pastes are the texts of testdata/pastes.txt, by name, with the fields in them.
func pastes(t *testing.T) map[string]struct{ text, fields string } {
	t.Helper()
	data, err := os.ReadFile("testdata/pastes.txt")
	if err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("%CLIENT%", client, "%TENANT%", tenant, "%OBJECT%", object, "%KEYID%", keyID, "%SECRET%", secret)
	list := map[string]struct{ text, fields string }{}
	for _, part := range strings.Split(string(data), "\n=== ")[1:] {
		head, text, _ := strings.Cut(part, "\n")
		name, fields, _ := strings.Cut(head, ": ")
		list[name] = struct{ text, fields string }{fill.Replace(text), fields}
	}
	return list
}

func TestWhatPeoplePasteIsRead(t *testing.T) {
	holds := map[string]string{
		"client-id": client, "tenant": tenant, "client-secret": secret, "secret-id": keyID, "redirect-uri": "https://mail.contoso.com/cb",
		"token-endpoint": token, "auth-endpoint": auth, "mailbox": "support@contoso.com",
	}
	all := pastes(t)
	if len(all) < 50 {
		t.Fatalf("%d texts", len(all))
	}
	for name, p := range all {
		t.Run(name, func(t *testing.T) {
			want := strings.Fields(p.fields)
			slices.Sort(want)
			var got []string
			crs := strings.ReplaceAll(p.text, "\n", "\r") // as a terminal pastes it
			if !slices.Equal(found(intake.Read(p.text)), found(intake.Read(crs))) {
				t.Error("with CR as line ends it is read otherwise")
			}
			for _, v := range found(intake.Read(p.text)) {
				field, text, _ := strings.Cut(v, "=")
				if field == "where" || field == "scope" || field == "grant" {
					continue
				}
				got = append(got, field)
				if w, known := holds[field]; known && text != w {
					t.Errorf("%s is %q", field, text)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q of\n%s", got, want, p.text)
			}
		})
	}
}
