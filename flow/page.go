package flow

import "time"

// Page is what a step says and asks, in words. The wizard lays it out and
// plain mode reads it out, so the two can't drift apart.
type Page struct {
	Step     StepID
	Title    string
	Lead     []string
	Link     string // the portal page, "" where there is none
	Path     string // the way there by clicks
	Whole    bool   // the link is shown whole: it may have to be opened elsewhere
	Do       []string
	Sketch   []string
	See      string
	IfNot    []IfNot
	Notes    []string
	Fields   []FieldID
	Focus    FieldID // the field to begin with; "" for the first
	Ticks    []Permission
	Checks   []Finding // a proof, as far as it has come
	Awaited  []Check   // checks of that proof still to come
	Sheet    []SheetLine
	After    []string // what to do in the product, once the sheet is filled in
	Problems []Finding
	Meanings []Meaning     // what a message can mean
	Request  string        // the request for somebody else, as Markdown
	Waiting  string        // what is awaited, in words; "" where nothing is
	Pause    time.Duration // of that wait, until the next try; 0: none
	Try      int           // its number
	Options  []Option      // what can be done now, the usual way first
}

// Option is one way on.
type Option struct {
	Label string
	Note  string
	Event Event
}

// SheetLine is one line of the hand-off sheet.
type SheetLine struct {
	Label  string
	Value  string // "" for the secret and for what stays empty
	Secret bool
	Note   string
}

// view is a session to be shown.
type view struct{ State }

// PageOf is the page of a sitting as it stands.
func PageOf(state State) Page {
	s := view{state}
	switch s.At {
	case StepGuide:
		return guidePage(s)
	case StepWhich:
		return whichPage(s)
	case StepMessage:
		return messagePage(s)
	}
	step := s.step(s.At)
	p := Page{
		Step: s.At, Title: step.Title, Lead: s.fillAll(step.Lead),
		Link: step.Blade.Link(s.Answers.Cloud, Judge(s.Answers, FieldClientID).Value), Path: s.fill(step.Path),
		Do: s.fillAll(step.Do), Sketch: s.fillAll(step.Sketch), See: s.fill(step.See),
		Notes: s.fillAll(step.Notes), Fields: step.Fields, Problems: s.Problems,
	}
	for _, n := range step.IfNot {
		p.IfNot = append(p.IfNot, IfNot{s.fill(n.If), s.fill(n.Then)})
	}
	return s.arrange(p)
}

func guidePage(s view) Page {
	p := Page{Step: StepGuide, Title: "Which product, and which way?",
		Lead: []string{"Each guide is one vendor's documented procedure, with every step of it."}}
	other := Option{"I was given IDs and a secret", "test them without the portal's steps", Began{true}}
	if s.Given {
		p.Title = "Which product are the values for?"
		p.Lead = []string{"You enter what you were given. mailgrant tests it and leaves the portal's steps out."}
		other = Option{"I have nothing yet", "register an app step by step", Began{false}}
	}
	p.Problems = s.Problems
	if s.Phase == Opening {
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	for _, c := range s.Waiters {
		if s.AtStake() { // it would be lost
			break
		}
		p.Options = append(p.Options, Option{"Go on with " + c.Name, c.Awaits(), Resumed{c.Name}})
	}
	for _, g := range All() {
		p.Options = append(p.Options, Option{g.Product + ": " + g.Grant, g.Blurb, ChoseGuide{g.ID}})
	}
	p.Options = append(p.Options, other)
	return p
}
