package flow_test

import (
	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// home is the first screen with four saved credentials, two of which wait.
func home() flow.State {
	s := flow.Begin(today, takenNames).AtStart()
	s.Saved, s.Pending = savedCredentials(), pendingCredentials()
	return s
}

// opened is a saved credential that was opened there.
func opened(name string) flow.State { return drive(home(), obliging, flow.ShowSaved{Name: name}) }

// atHome are the first screen and the pages of a credential opened there.
func atHome() []variant {
	none := flow.Begin(today, nil).AtStart()
	testing, _ := flow.Next(home(), flow.TestAll{})
	removing, _ := flow.Next(drive(opened("fabrikam"), obliging, flow.RemoveSaved{}), flow.RemoveSaved{})
	reading, _ := flow.Next(opened("fabrikam"), flow.ShowSheet{})
	typed := drive(none, obliging, flow.StartSetup{}, flow.ChoseGuide{ID: clientCredentials})
	typed.Values.ClientID = goodClient
	for typed.At != guide.StepStart {
		typed = drive(typed, obliging, flow.Back{})
	}
	typed.Saved, typed.Pending = savedCredentials(), pendingCredentials()
	return []variant{
		{"start, nothing saved", none},
		{"start, four are saved", home()},
		{"start, testing all", testing},
		{"start, all tested", drive(home(), obliging, flow.TestAll{})},
		{"start, the test was stopped", drive(testing, obliging, flow.Leave{})},
		{"start, one removed", drive(removing, obliging, flow.SavedRemoved{Attempt: removing.Attempt})},
		{"start, something typed would be lost", drive(typed, obliging, flow.Resume{Name: "waits"})},
		{"credential, works", opened("fabrikam")},
		{"credential, expired", opened("Mail")},
		{"remove, asked", drive(opened("fabrikam"), obliging, flow.RemoveSaved{})},
		{"remove, under way", removing},
		{"remove, left", drive(removing, obliging, flow.Leave{})},
		{"sheet", drive(opened("fabrikam"), obliging, flow.ShowSheet{})},
		{"sheet, waiting for the keyring", reading},
		{"prove, of an opened one", drive(opened("fabrikam"), obliging, flow.SelectSaved{Name: "fabrikam"})},
	}
}
