package cli

import (
	"strings"
	"testing"

	"mailgrant/flow/text"
)

// The nearest known word is the one that a typing error most likely meant; a
// word that is far from all of them has none.
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
		if got := text.Nearest(word, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := text.Nearest("contoso", nil); got != "" {
		t.Errorf("nearest of nothing = %q", got)
	}
}

// For every misspelling, the message names the nearest existing word; what
// could be a secret is never repeated.
func TestWhatIsMisspeltIsAnsweredWithTheNearest(t *testing.T) {
	const secret = "ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS"
	for line, want := range map[string]string{
		"chekc":                                     `"chekc". Did you mean check?`,
		"help lst":                                  `"lst". Did you mean list?`,
		"check --formt x":                           `"--formt". Did you mean --format?`,
		"check -format x":                           "Did you mean --format?",
		"check --practce":                           `"--practce". Did you mean --practice?`,
		"setup --dryrun":                            `"--dryrun". Did you mean --dry-run?`,
		"check --secret-stdn":                       `"--secret-stdn". Did you mean --secret-stdin?`,
		"check --secret " + secret:                  "A secret can't be the value of a flag",
		"check --client-secret " + secret:           "A secret can't be the value of a flag",
		"check --practice --format jsno":            `"jsno". Did you mean json?`,
		"list --format txt":                         `"txt". Did you mean text?`,
		"explain --format jason x":                  `"jason". Did you mean json?`,
		"check --practice --use incomming":          "Did you mean incoming?",
		"setup --plain --use outging":               "Did you mean outgoing?",
		"completion bsh":                            `"bsh". Did you mean bash?`,
		"guides email-this-issue-client-credential": `"email-this-issue-client-credential". Did you mean email-this-issue-client-credentials?`,
		"setup --plain --guide email-this-issue-client-credential": `"email-this-issue-client-credential". Did you mean email-this-issue-client-credentials?`,
		"check --practice --guide automation-anywhere-client":      "Did you mean automation-anywhere-client-credentials?",
		"check --practice --guide " + secret:                       "There is no guide.",
		"check --practice good-old-secrt":                          `"good-old-secrt". Did you mean good-old-secret?`,
		"diagnose --practice --plain no-consnt":                    `"no-consnt". Did you mean no-consent?`,
		"show goodd":                                               `"goodd". Did you mean good?`,
		"copy goodd":                                               `"goodd". Did you mean good?`,
		"remove goodd --yes":                                       `"goodd". Did you mean good?`,
		"show " + secret:                                           "under the name given.",
	} {
		t.Run(line, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			r := s.run(strings.Fields(line)...)
			if r.code != exitUsage || !strings.Contains(r.err, want) {
				t.Errorf("exit %d, %q; want %q", r.code, r.err, want)
			}
			if strings.Contains(r.err+r.out, secret) {
				t.Errorf("the secret is repeated: %q", r.err)
			}
		})
	}
}
