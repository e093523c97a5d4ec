package explain

import (
	"bytes"
	"slices"

	"mailgrant/flow/text"
)

// unsaid reports that the words at byte i of key are no statement of a person's.
func (s survey) unsaid(i int, done bool) bool {
	at := s.r.Place(i)
	if !done {
		return helps(addressAround(s.r.Plain, at))
	}
	if denied(s.r, i) || addressAround(s.r.Plain, at) != nil {
		return true
	}
	return slices.ContainsFunc(s.messages, func(k clue) bool { return k.from <= at && at < k.to })
}

// signed reports a message that is Microsoft's own from the number to its
// identifiers: nobody writes between them.
func signed(r text.Reading, k clue) bool {
	label := r.Plain[k.to:min(len(r.Plain), k.to+len("Trace ID"))]
	return text.Squeeze(string(label)) == "traceid"
}

// longestAddress bounds a web address, in bytes.
const longestAddress = 2 << 10

// addressAround is the web address that holds a place of plain, from its scheme
// to that place; nil if none does. A line wrap may follow its slash.
func addressAround(plain []byte, at int) []byte {
	from := at
	for from > max(0, at-longestAddress) {
		if b := plain[from-1]; b == ' ' || b == '"' || b == '<' || b == '\n' && (from < 2 || plain[from-2] != '/') {
			break
		}
		from--
	}
	if scheme := bytes.LastIndex(plain[from:at], []byte("://")); scheme >= 0 {
		return plain[from+scheme : at]
	}
	return nil
}

// helps reports an address of Microsoft's documentation, whose words say nothing
// about the product.
func helps(address []byte) bool {
	return slices.ContainsFunc([]string{"://aka.ms/", "://learn.microsoft.com/", "://docs.microsoft.com/", "://go.microsoft.com/", "://support.microsoft.com/"}, func(host string) bool {
		return bytes.HasPrefix(address, []byte(host))
	})
}
