// Package page words what each step of a session says and offers. The screen
// lays a page out and plain mode reads it out. It changes no session.
package page

import (
	"slices"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// Page is what a step says and asks, in words. The wizard and plain mode both
// show it, so the two can't drift apart.
type Page struct {
	Step     finding.StepID
	Title    string
	Lead     []string
	Link     string // the portal page; "" if there is none
	Path     string // how to click there
	Whole    bool   // show the whole link: it may be needed on another computer
	Do       []string
	Sketch   []string
	Spoken   []string // each sketch in words; "" where its lines can be read out
	See      string
	IfNot    []guide.IfNot
	Notes    []string
	Fields   []finding.FieldID
	Found    *Found            // what a pasted text holds; nil if there is nothing to decide
	Focus    finding.FieldID   // the field to start with; "" for the first
	Derived  []finding.FieldID // fields that mailgrant has filled in and nobody changed
	Settled  bool              // the usual way on needs no field, so the first option has the focus
	Verdict  *Verdict          // the test of this page and its result; nil if there is none
	Checks   []finding.Finding // of a test, as they come in
	Awaited  []finding.Check   // checks of that test that are still missing
	Sheet    []SheetLine
	Place    string   // where in the product the sheet's fields are
	After    []string // what to do in the product after filling in the sheet
	Problems []finding.Finding
	Meanings []explain.Candidate // what a message can mean
	Request  string              // the request for somebody else, as Markdown
	Waiting  string              // what the session waits for, in words; "" if it does not wait
	Pause    time.Duration       // of that wait until the next try; 0: none
	Try      int                 // its number
	Options  []Option            // what the user can do now; Enter takes the first, so their order is behavior

	Permissions []guide.Permission // those that the guide asks for, to read and copy
}

// Option is one thing the user can choose.
type Option struct {
	Label string
	Note  string
	Event flow.Event
}

// SheetLine is one line of the hand-off sheet.
type SheetLine struct {
	Label  string
	Value  string // "" for the secret and for fields that stay empty
	Secret bool
	Note   string
}

// view is a session to show.
type view struct{ flow.State }

// Of is the page of a session.
func Of(state flow.State) Page {
	s := view{state}
	if s.Offers() {
		return pastedPage(s)
	}
	switch s.At {
	case guide.StepGuide:
		return guidePage(s)
	case guide.StepWhich:
		return whichPage(s)
	case guide.StepMessage:
		return messagePage(s)
	}
	step := s.Step(s.At)
	p := Page{
		Step: s.At, Title: step.Title, Lead: s.fillAll(step.Lead),
		Link: step.Blade.Link(s.Values.Cloud, form.Judge(s.Values, guide.FieldClientID).Value), Path: s.fill(step.Path),
		Do: s.fillAll(step.Do), Sketch: s.fillAll(step.Sketch), Spoken: s.fillAll(step.Spoken), See: s.fill(step.See),
		Notes: s.fillAll(step.Notes), Fields: step.Fields, Problems: s.Problems,
	}
	for _, n := range step.IfNot {
		p.IfNot = append(p.IfNot, guide.IfNot{If: s.fill(n.If), Then: s.fill(n.Then)})
	}
	p = s.complete(p)
	if id := s.suspected(); p.Focus == "" && slices.Contains(p.Fields, id) {
		p.Focus = id
	}
	return p
}

func guidePage(s view) Page {
	p := Page{Step: guide.StepGuide, Title: "Which product, and which way?",
		Lead: []string{"Each guide is one vendor's documented procedure, with every step of it."}}
	other := Option{"I was given IDs and a secret", "test them without the portal's steps", flow.StartSetup{Given: true}}
	if s.Given {
		p.Title = "Which product are the values for?"
		p.Lead = []string{"You enter what you were given. mailgrant tests it and leaves the portal's steps out."}
		other = Option{"I have nothing yet", "register an app step by step", flow.StartSetup{Given: false}}
	}
	p.Problems = s.Problems
	if s.Phase == flow.Opening || s.Phase == flow.Probing {
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	for _, c := range s.Pending {
		if s.AtStake() { // the secret would be lost
			break
		}
		p.Options = append(p.Options, Option{"Go on with " + c.Name, c.Awaits(), flow.Resume{Name: c.Name}})
	}
	for _, g := range s.Guides() {
		p.Options = append(p.Options, Option{g.Product + ": " + g.Grant.Words(), g.Blurb, flow.ChoseGuide{ID: g.ID}})
	}
	p.Options = append(p.Options, other)
	return p
}
