package value

import "strings"

// PasteSecret says where a secret goes.
const PasteSecret = "Paste it in the Client secret field."

// Stretch is a part of a text, in bytes, its end excluded.
type Stretch struct{ From, To int }

func Covered(spans []Stretch, i int) bool {
	for _, s := range spans {
		if i >= s.From && i < s.To {
			return true
		}
	}
	return false
}

// Cut is behind the first of some characters; the text's length where none is
// there.
func Cut(text, signs string) int {
	if at := strings.IndexAny(text, signs); at >= 0 {
		return at + 1
	}
	return len(text)
}

func Letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
