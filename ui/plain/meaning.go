package plain

import (
	"strconv"

	"mailgrant/flow/explain"
)

// meanings are the possible meanings of a message, the likeliest first.
func meanings(list []explain.Candidate) section {
	var b section
	for i, m := range list {
		prefix := "Meaning: "
		if len(list) > 1 {
			prefix = "Meaning " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(list)) + ": "
		}
		b = append(b, paragraph{prefix, m.Says})
		b = append(b, moves(m.Owner, m.Do)...)
		if m.Apart != "" {
			b = append(b, paragraph{"", m.Apart})
		}
		if m.Lookup != "" {
			b = append(b, paragraph{"Look up: ", m.Lookup})
		}
	}
	return b
}
