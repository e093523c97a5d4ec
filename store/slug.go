package store

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Slug makes of a display name the short ASCII name that is the credential's
// account in the keyring and its name on the command line: lower case, at most
// 64 of a-z 0-9 . _ @ -. A name without any such character gets a slug from
// its hash. Two names may have one slug; which of them takes another is the
// caller's to choose.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ReplaceAll(strings.ToLower(norm.NFKD.String(name)), "ß", "ss") {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', strings.ContainsRune("._@", r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case norm.NFKD.PropertiesString(string(r)).CCC() != 0: // an accent, split off its letter
		default:
			gap = true
		}
	}
	slug := strings.Trim(b.String()[:min(b.Len(), 64)], "._@-")
	if slug == "" {
		sum := sha256.Sum256([]byte(name))
		return "c-" + hex.EncodeToString(sum[:4])
	}
	return slug
}
