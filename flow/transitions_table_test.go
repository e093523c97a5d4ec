package flow_test

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// transitions collects the places of the table, and groups those that differ
// alike from what is known.
type transitions struct {
	rows  []string
	heads map[string][]string // the places with a row
	known map[string]known    // by step and wait, the first place there
}

// known is what each event does at a place.
type known struct {
	place string
	does  map[string]string
}

// add adds a place, and the waits that an event leads to from it.
func (tab *transitions) add(guide, name string, s flow.State) {
	place := strings.TrimSpace(name + " " + guide)
	events := eventsOf(s)
	does := map[string]string{}
	for _, e := range events {
		next, effects := flow.Next(s, e.event)
		does[e.name] = cmp.Or(told(s, next, effects), "nothing")
	}
	like := string(s.At)
	if s.Busy() {
		like += ", " + string(s.Phase)
	}
	base, row := usual(s, events), ""
	if first, found := tab.known[like]; found {
		base, row = first.does, " (like "+first.place+")"
	} else {
		tab.known[like] = known{place, does}
	}
	row += "\n" + differing(events, base, does)
	if tab.heads[row] == nil {
		tab.rows = append(tab.rows, row)
	}
	if !slices.Contains(tab.heads[row], place) {
		tab.heads[row] = append(tab.heads[row], place)
	}
	tab.addWaits(guide, name, s, events)
}

// addWaits adds each wait once for a place, however it was begun.
func (tab *transitions) addWaits(guide, name string, s flow.State, events []namedEvent) {
	seen := map[flow.Phase]bool{s.Phase: true}
	for _, e := range events {
		next, _ := flow.Next(s, e.event)
		if next.Busy() && !seen[next.Phase] && next.At == s.At {
			seen[next.Phase] = true
			tab.add(guide, strings.TrimSuffix(name, ", "+string(s.Phase))+", "+string(next.Phase), next)
		}
	}
}

func (tab *transitions) String() string {
	var b strings.Builder
	for _, row := range tab.rows {
		if strings.HasPrefix(row, " (") && strings.Count(row, "\n") == 1 {
			continue // no difference
		}
		b.WriteString("\n" + strings.Join(tab.heads[row], "; ") + row)
	}
	return b.String()
}

// eventsOf are the events that the table tries on a session.
func eventsOf(s flow.State) []namedEvent {
	people, results := everyEvent(s)
	return slices.DeleteFunc(slices.Concat(people, results), func(e namedEvent) bool {
		return anywhere(e.event) && s.Phase == flow.Asking && s.At != guide.StepGuide
	})
}

// usual is what events do where nothing else is said.
func usual(s flow.State, events []namedEvent) map[string]string {
	does := map[string]string{}
	for _, e := range events {
		does[e.name] = "nothing"
		if s.Busy() {
			continue
		}
		switch event := e.event.(type) {
		case flow.Typed, flow.TypedSecret:
			if now, _ := flow.Next(s, e.event); reflect.DeepEqual(now, s) { // it is so already
				continue
			}
			does[e.name] = stays + "answers"
			if e.name == "type the organization" && s.Discovered {
				does[e.name] += "; place forgotten"
			}
		case flow.Pasted:
			does[e.name] = stays + "paste: offered"
		case flow.Continue:
			does[e.name] = "next step, asking"
		case flow.Back:
			does[e.name] = stepBefore
		case flow.SaveWaiting:
			if s.Discovered {
				does[e.name] = "stays, saving; !SaveCredential; answers"
			}
		case flow.Jump:
			if event.To == guide.StepTenant && s.At != event.To {
				does[e.name] = "tenant, asking"
			}
		}
	}
	return does
}

// differing has a line for each change, with the events that cause it.
func differing(events []namedEvent, base, does map[string]string) string {
	var lines []string
	causedBy := map[string][]string{}
	for _, e := range events {
		line := does[e.name]
		if line == base[e.name] {
			continue
		}
		if causedBy[line] == nil {
			lines = append(lines, line)
		}
		causedBy[line] = append(causedBy[line], e.name)
	}
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "  %s -> %s\n", summed(causedBy[line]), line)
	}
	return b.String()
}

const (
	stays      = "stays; "
	stepBefore = "step before, asking"
)

// anywhere reports an event that every step handles alike.
func anywhere(e flow.Event) bool {
	switch e.(type) {
	case flow.AskOthers, flow.StartDiagnosis, flow.StartExplain:
		return true
	default:
		return false
	}
}

// summed joins the names of events, with those of typing combined.
func summed(names []string) string {
	var typed, others []string
	for _, name := range names {
		if field, ok := strings.CutPrefix(name, "type the "); ok {
			typed = append(typed, field)
		} else {
			others = append(others, name)
		}
	}
	switch all := len(everyField) + 1; { // and the message
	case len(typed) == all:
		typed = []string{"type anything"}
	case len(typed) == all-1 && !slices.Contains(typed, "organization"):
		typed = []string{"type anything else"}
	case len(typed) > 0:
		typed = []string{"type " + strings.Join(typed, "/")}
	}
	return strings.Join(append(typed, others...), ", ")
}

// told says how next differs from s; "" if it does not.
func told(s, next flow.State, effects []flow.Effect) string {
	if reflect.DeepEqual(s, next) && len(effects) == 0 {
		return ""
	}
	parts := []string{strings.TrimSuffix(stays, "; ")}
	if next.Phase != s.Phase || next.At != s.At {
		parts[0] = cmp.Or(nearby(s, next.At), string(next.At)) + ", " + string(next.Phase)
	}
	for _, e := range effects {
		parts = append(parts, "!"+reflect.TypeOf(e).Name())
	}
	for _, c := range causes(next.Problems) {
		parts = append(parts, "says "+string(c))
	}
	for _, c := range []struct {
		changed bool
		says    string
	}{
		{!reflect.DeepEqual(s.Values, next.Values), "answers"},
		{!reflect.DeepEqual(s.Results, next.Results) && next.Results != (check.Results{}), "proof"},
		{!reflect.DeepEqual(s.Results, next.Results) && next.Results == (check.Results{}), "proof forgotten"},
		{s.Discovered && !next.Discovered, "place forgotten"},
		{s.ReturnMethod != next.ReturnMethod, "way: " + cmp.Or(string(next.ReturnMethod), "open")},
		{s.BrowserFlow != next.BrowserFlow && next.BrowserFlow.URL == "", "visit forgotten"},
		{s.Paste.Kind != next.Paste.Kind, "paste: " + cmp.Or(string(next.Paste.Kind), "left")},
		{s.Wait != next.Wait, "waits " + next.Wait.String()},
		{s.Given != next.Given, fmt.Sprintf("given: %v", next.Given)},
		{s.Outcome != next.Outcome, "outcome: " + cmp.Or(string(next.Outcome), "open")},
	} {
		if c.changed {
			parts = append(parts, c.says)
		}
	}
	return strings.Join(parts, "; ")
}

// nearby names a step by where it is from the session's own.
func nearby(s flow.State, to finding.StepID) string {
	list := s.Steps()
	here := slices.IndexFunc(list, func(step guide.Step) bool { return step.ID == s.At })
	switch {
	case to == s.At:
		return "stays"
	case here < 0:
		return ""
	case here+1 < len(list) && list[here+1].ID == to:
		return "next step"
	case here > 0 && list[here-1].ID == to, here == 0 && to == guide.StepGuide:
		return "step before"
	}
	return ""
}
