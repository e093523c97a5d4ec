package report

// JSONPlan is what a check would send, without any secret.
type JSONPlan struct {
	Schema   string        `json:"schema"`
	Mode     string        `json:"mode"`
	Requests []PlanRequest `json:"requests"`
}

// PlanRequest is one request in it.
type PlanRequest struct {
	Name   string   `json:"name"`
	Method string   `json:"method"`
	URL    string   `json:"url"`
	Sends  []string `json:"sends"`
}

// Plan prints p; every format except text is JSON.
func Plan(k Writer, p JSONPlan, format string) {
	if format != "text" {
		k.JSON(p)
		return
	}
	switch {
	case len(p.Requests) == 0:
		k.Wrapped("", "Nothing would be contacted: the check is offline, or the values can't be sent.")
		return
	case p.Mode == "practice":
		k.Wrapped("", "Nothing was sent. In practice mode the built-in tenant on this computer answers these requests:")
	default:
		k.Wrapped("", "Nothing was sent. A check makes these requests:")
	}
	for _, r := range p.Requests {
		k.Line("")
		if r.Name != "" {
			k.Line(k.Bold(r.Name))
		}
		k.Wrapped(r.Method+" ", r.URL)
		sends := r.Sends
		if len(sends) == 0 {
			sends = []string{"only the address"}
		}
		for _, s := range sends {
			k.Wrapped("  sends ", s)
		}
	}
}
