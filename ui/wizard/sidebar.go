package wizard

import (
	"strconv"

	"mailgrant/flow/finding"
	"mailgrant/flow/page"
)

// stepIndex is the index of the session's step in its guide; -1 before a guide
// is chosen.
func (m *Model) stepIndex() int {
	for i, s := range m.state.Steps() {
		if s.ID == m.state.At {
			return i
		}
	}
	return -1
}

// aheadStep is the next step that the user had reached before; "" if there is
// none.
func (m *Model) aheadStep() finding.StepID {
	steps := m.state.Steps()
	if i := m.stepIndex() + 1; i > 0 && i < len(steps) && i <= m.state.Reached {
		return steps[i].ID
	}
	return ""
}

func (m *Model) stepChoices() []choice {
	var list []choice
	for i, s := range m.state.Steps() {
		list = append(list, choice{label: strconv.Itoa(i+1) + ". " + s.Short, note: page.StepNote(m.stepStatuses()[i], i == m.stepIndex())})
	}
	return list
}

// stepStatuses are computed once per change.
func (m *Model) stepStatuses() []finding.Status {
	if m.statuses == nil {
		m.statuses = page.StepStatuses(m.state)
	}
	return m.statuses
}

// sidebar lists the steps beside the page with their statuses.
func (m *Model) sidebar() []string {
	here, statuses := m.stepIndex(), m.stepStatuses()
	var lines []string
	for i, s := range m.state.Steps() {
		switch {
		case i == here:
			lines = append(lines, m.style.accent.Render(focusMark)+m.style.strong.Render(s.Short))
		case statuses[i] == "":
			lines = append(lines, m.style.plain.Render("· "+s.Short))
		default:
			sign, style := m.sign(statuses[i])
			lines = append(lines, style.Render(sign)+" "+m.style.plain.Render(s.Short))
		}
	}
	return lines
}
