package plain

import (
	"mailgrant/flow/explain"
	"strconv"
)

// meanings are what a message can mean, the likeliest first.
func meanings(list []explain.Candidate) block {
	var b block
	for i, m := range list {
		prefix := "Meaning: "
		if len(list) > 1 {
			prefix = "Meaning " + strconv.Itoa(i+1) + ": "
		}
		b = append(b, phrase{prefix: prefix, text: m.Says})
		b = append(b, phrase{prefix: "  Cause: ", text: string(m.Cause) + "."})
		if whose := m.Owner.Words(); whose != "" {
			b = append(b, phrase{prefix: "  Whose move: ", text: whose + "."})
		}
		for _, do := range m.Do {
			b = append(b, phrase{prefix: "  To do: ", text: do})
		}
		if m.Apart != "" {
			b = append(b, phrase{prefix: "  ", text: m.Apart})
		}
		if m.Lookup != "" {
			b = append(b, phrase{prefix: "  Look up: ", text: m.Lookup})
		}
	}
	return b
}
