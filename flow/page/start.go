package page

import "mailgrant/flow"

// StartOptions are the entry points for a user who starts the program without
// naming one.
func StartOptions(s flow.State) []Option {
	options := []Option{
		{"Nothing yet", "register step by step, prove it, keep its secret", flow.StartSetup{}},
		{"IDs and a secret", "test what someone gave you", flow.StartSetup{Given: true}},
		{"Mail that stopped", "the cause, whose move it is, the fix", flow.StartDiagnosis{}},
		{"An error message", "explained here; nothing is sent", flow.StartExplain{}},
	}
	for _, c := range s.Pending {
		options = append(options, Option{"Go on: " + c.Name, c.Awaits(), flow.Resume{Name: c.Name}})
	}
	return options
}
