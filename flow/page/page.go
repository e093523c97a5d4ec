// Package page words what each step of a session says and offers. The screen
// lays a page out and plain mode reads it out. It changes no session.
package page

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
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
	Folded   []string // notes for who needs them, behind the fold with IfNot
	Fields   []finding.FieldID
	Found    *Found            // what a pasted text holds; nil if there is nothing to decide
	Focus    finding.FieldID   // the field to start with; "" for the first
	Derived  []finding.FieldID // fields that mailgrant has filled in and nobody changed
	Settled  bool              // the usual way on needs no field, so the first option has the focus
	Rows     []Row             // the saved credentials to choose from
	Facts    []Line            // what is known about one
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
	Chosen   flow.Event          // that of the option chosen before, which Enter takes instead; nil for none

	Permissions []guide.Permission // those that the guide asks for, to read and copy
}

// Option is one thing the user can choose.
type Option struct {
	Label string
	Note  string
	Event flow.Event
}

// Where says where to find a field's value, unless the instructions have said it.
func (p Page) Where(f guide.Field) string {
	if len(p.Do) > 0 {
		return ""
	}
	return f.Where
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
	case guide.StepStart:
		return startPage(s)
	case guide.StepCredential:
		return credentialPage(s)
	case guide.StepRemove:
		return removePage(s)
	case guide.StepSheet:
		return sheetPage(s)
	case guide.StepGuide:
		return guidePage(s)
	case guide.StepWhich:
		return whichPage(s)
	case guide.StepMessage:
		return messagePage(s)
	}
	p := s.complete(Worded(state, s.Step(s.At)))
	if id := s.suspected(); p.Focus == "" && slices.Contains(p.Fields, id) {
		p.Focus = id
	}
	return p
}

// Worded is what a step says, with the session's values filled in.
func Worded(state flow.State, step guide.Step) Page {
	s := view{state}
	p := Page{
		Step: step.ID, Title: step.Title, Lead: s.fillAll(step.Lead),
		Link: s.portalLink(step.Blade), Path: s.fill(step.Path),
		Do: s.fillAll(step.Do), Sketch: s.fillAll(step.Sketch), Spoken: s.fillAll(step.Spoken), See: s.fill(step.See),
		Notes: s.fillAll(step.Notes), Folded: s.fillAll(step.Folded), Fields: step.Fields, Problems: s.Problems,
	}
	for _, n := range step.IfNot {
		p.IfNot = append(p.IfNot, guide.IfNot{If: s.fill(n.If), Then: s.fill(n.Then)})
	}
	return p
}

// portalLink is the address of a portal page. In practice, one that belongs to no app
// yet names the guide and the tenant, so that the practice portal knows them.
func (s view) portalLink(b guide.Blade) string {
	clientID := form.Judge(s.Values, guide.FieldClientID).Value
	link := b.Link(s.Values.Cloud, clientID)
	if !s.Practice || link == "" || strings.HasSuffix(link, "/appId/"+clientID) {
		return link
	}
	return link + "/practice/" + s.Values.Guide + "/" + s.Values.Tenant
}

func guidePage(s view) Page {
	p := Page{Step: guide.StepGuide, Title: "Which product, and which way?",
		Lead: []string{"Each guide is one vendor's documented procedure, with every step of it."}}
	other := Option{"I was given IDs and a secret", "Test them without the portal's steps.", flow.StartSetup{Given: true}}
	if s.Given {
		p.Title = "Which product are the values for?"
		p.Lead = []string{"You enter what you were given. mailgrant tests it and leaves the portal's steps out."}
		other = Option{"I have nothing yet", "Register an app step by step.", flow.StartSetup{Given: false}}
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
		p.Options = append(p.Options, Option{"Go on with " + c.Name, text.UpperFirst(c.Awaits()) + ".", flow.Resume{Name: c.Name}})
	}
	for _, g := range s.Guides() {
		p.Options = append(p.Options, Option{g.Product + ": " + g.Grant.Words(), g.Blurb, flow.ChoseGuide{ID: g.ID}})
	}
	p.Options = append(p.Options, other)
	return p
}

// Usual is the index of the option that Enter takes.
func (p Page) Usual() int {
	return max(0, slices.IndexFunc(p.Options, func(o Option) bool { return p.Chosen != nil && o.Event == p.Chosen }))
}
