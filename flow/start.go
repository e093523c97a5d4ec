package flow

// Beginnings are the ways into a sitting for whoever starts the program without
// naming one.
func Beginnings(s State) []Option {
	options := []Option{
		{"Nothing yet", "register step by step, prove it, keep its secret", Began{}},
		{"IDs and a secret", "test what someone gave you", Began{Given: true}},
		{"Mail that stopped", "the cause, whose move it is, the fix", Broken{}},
		{"An error message", "explained here; nothing is sent", Puzzled{}},
	}
	for _, c := range s.Waiters {
		options = append(options, Option{"Go on: " + c.Name, c.Awaits(), Resumed{c.Name}})
	}
	return options
}
