package plain

import (
	"strconv"
	"strings"

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
		says := m.Says
		if title := m.Cause.Title(); title != "" && !strings.EqualFold(strings.TrimSuffix(says, "."), title) { // a report that passed has no cause
			says = title + ". " + says
		}
		b = append(b, paragraph{prefix, says})
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
