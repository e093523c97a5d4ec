package explain

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// nameBefore is the name that a credential's result begins with; "" if there is
// none, or one that can't be told from the result.
func nameBefore(said []byte) string {
	name, _, ok := bytes.Cut(said, []byte(": "))
	if !ok || bytes.ContainsAny(name, " \n:") {
		return ""
	}
	return string(name)
}

// sameEntry is the part of a text before the next line that begins with a status.
func sameEntry(said []byte) []byte {
	for i := 0; ; {
		at := bytes.IndexByte(said[i:], '\n')
		if at < 0 {
			return said
		}
		i += at + 1
		begins := skip(said, i, " >")
		if status, end := statusAt(said, begins); status != "" && end < len(said) && said[end] == ' ' {
			return said[:i]
		}
	}
}

// bracketed is the first name of a cause in brackets in a paragraph, and where
// it ends; 0 if there is none.
func bracketed(paragraph []byte) (finding.Cause, int) {
	if at := bytes.Index(paragraph, []byte("\n\n")); at >= 0 {
		paragraph = paragraph[:at]
	}
	for i := 0; ; {
		at := bytes.IndexByte(paragraph[i:], '(')
		if at < 0 {
			return "", 0
		}
		i += at + 1
		if end := name(paragraph, i); end < len(paragraph) && paragraph[end] == ')' && causal(string(paragraph[i:end])) {
			return finding.Cause(paragraph[i:end]), end + 1
		}
	}
}

// whose are the credentials that a report names a cause of: by name, else by
// number; "" if it tells none.
func (r reported) whose(cause finding.Cause) string {
	const named = 8
	all, list := r.finished(), []string{}
	numbers := slices.ContainsFunc(all, func(c credential) bool { return c.name == "" })
	for i, c := range all {
		switch {
		case c.root().cause != cause:
		case numbers:
			list = append(list, strconv.Itoa(i+1))
		default:
			list = append(list, brief(c.name))
		}
	}
	if more := len(list) - named; more > 1 {
		list = append(list[:named], strconv.Itoa(more)+" more")
	}
	switch {
	case len(list) == 0:
		return ""
	case !numbers:
		return text.List(list)
	case len(list) == 1:
		return fmt.Sprintf("credential %s of %d", list[0], len(all))
	}
	return fmt.Sprintf("credentials %s of %d", text.List(list), len(all))
}
