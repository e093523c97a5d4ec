package page

import "mailgrant/flow"

// Beginnings are the ways into a sitting for whoever starts the program without
// naming one.
func Beginnings(s flow.State) []Option {
	options := []Option{
		{"Nothing yet", "register step by step, prove it, keep its secret", flow.Began{}},
		{"IDs and a secret", "test what someone gave you", flow.Began{Given: true}},
		{"Mail that stopped", "the cause, whose move it is, the fix", flow.Broken{}},
		{"An error message", "explained here; nothing is sent", flow.Puzzled{}},
	}
	for _, c := range s.Waiters {
		options = append(options, Option{"Go on: " + c.Name, c.Awaits(), flow.Resumed{Name: c.Name}})
	}
	return options
}
