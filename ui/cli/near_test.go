package cli

import "testing"

// The nearest known word is what a slip of the keyboard was meant to be; a word
// that is far from all is answered by none.
func TestTheNearestWordIsTheOneMeant(t *testing.T) {
	known := []string{"contoso", "contoso-2", "fabrikam", "email-this-issue-client-credentials", "email-this-issue-auth-code", "text", "json", "ndjson", "a", "bash", "zsh"}
	for word, want := range map[string]string{
		"contso":                             "contoso",
		"Contoso":                            "contoso",
		"contoso-1":                          "contoso-2",
		"fabirkam":                           "fabrikam",
		"email-this-issue-client-credential": "email-this-issue-client-credentials",
		"email-this-issue-auth":              "email-this-issue-auth-code",
		"jsno":                               "json",
		"JSONN":                              "json",
		"tex":                                "text",
		"bsh":                                "bash",
		"fab":                                "fabrikam",
		"":                                   "",
		"x":                                  "",
		"nosuch":                             "",
		"zz":                                 "",
		"ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS": "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := nearest("contoso", nil); got != "" {
		t.Errorf("nearest of nothing = %q", got)
	}
}
