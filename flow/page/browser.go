package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// consentPage is the consent step: on Microsoft's consent page or with the
// portal's button, as the guide needs.
func (s view) consentPage(p Page) Page {
	if s.Phase == flow.InBrowser {
		return s.browserPage(p, "Waiting for the consent in your browser")
	}
	goOn := Option{"It is granted: continue", "", flow.Continue{}}
	if s.Guide().Delegated() {
		goOn.Label = "Granted, or not needed: continue"
	}
	if s.Values.Rights == flow.CanRegister {
		goOn = Option{"Continue", "the test tells whether it is granted", flow.Continue{}}
	}
	if !s.OnConsentPage() {
		p.Options = []Option{goOn}
		switch s.Values.Rights {
		case flow.CanRegister:
			p.Options = append(s.requestOptions(), goOn)
			if s.Kept != "" { // the administrator who was asked has consented
				p.Options = append([]Option{goOn}, s.requestOptions()...)
			}
		case flow.CantSay:
			p.Options = append(p.Options, s.requestOptions()...)
		case flow.CanBoth, flow.CanNeither:
		}
		return p
	}
	if s.BrowserFlow.URL != "" { // the wait was left, or the browser did not come back
		p.Fields = []finding.FieldID{guide.FieldAnswer}
		p.Notes = append([]string{"If Microsoft's page showed an error, paste its text below: mailgrant explains it."}, p.Notes...)
	}
	if len(s.ConsentLacks(wire.Elsewhere)) == 0 {
		p.Link, p.Whole, p.Sketch, p.Spoken = s.ConsentURL(form.Judge(s.Values, guide.FieldRedirect).Value), true, nil, nil
	}
	open := []Option{
		{"Open it, and wait for the consent to show", "", flow.Consent{Method: wire.Elsewhere}},
		{"I have accepted: wait for it", "", flow.Accepted{}},
		{"Open it, and catch the answer here", "needs http://localhost registered", flow.Consent{Method: wire.Loopback}},
	}
	if s.Visited {
		open[0], open[1] = open[1], open[0]
	}
	var ask []Option
	if s.Values.Rights != flow.CanBoth || len(s.Problems) > 0 {
		ask = s.requestOptions()
	}
	if s.Values.Rights == flow.CanRegister {
		open, ask = ask, open
	}
	p.Options = append(append(open, ask...), goOn)
	if s.Kept != "" && s.Values.Rights == flow.CanRegister {
		p.Options = append([]Option{goOn}, append(open, ask...)...)
	}
	if s.BrowserFlow.URL != "" && s.Values.Answer != "" {
		p.Options = append([]Option{usePasted}, append(open, ask...)...)
	}
	p.Options = append(p.Options, s.backFromBrowser()...)
	return p
}

var usePasted = Option{"Use what I pasted", "", flow.Continue{}}

// backFromBrowser are the options after Microsoft's page refused.
func (s view) backFromBrowser() []Option {
	if len(s.Problems) == 0 {
		return nil
	}
	root := s.Problems[0]
	if s.At == guide.StepSignIn && s.AsksAnother(root) {
		return append(s.goBack(root), s.requestOptions()...)
	}
	return s.goBack(root)
}

// goBack leads to the step at which a finding can be fixed.
func (s view) goBack(root finding.Finding) []Option {
	step := s.Step(root.Step)
	if step.ID == "" || step.ID == s.At || s.Index(step.ID) > s.Reached {
		return nil
	}
	return []Option{{"Go back to: " + step.Short, "everything typed stays", flow.Jump{To: step.ID}}}
}

// requestOptions offer the request to send to somebody who has the rights that
// the user lacks.
func (s view) requestOptions() []Option {
	options := []Option{
		{"Copy the request", "for someone who may do this", flow.AskOthers{}},
		{"Write the request to a file", "Markdown, without any secret", flow.AskOthers{File: true}},
	}
	if s.MaySaveWaiting() {
		options = append(options, WaitingOption())
	}
	return options
}

// WaitingOption saves the credential as waiting for somebody else's answer.
func WaitingOption() Option {
	return Option{"Save it as waiting and leave", "start mailgrant again when the answer is here", flow.SaveWaiting{}}
}

func (s view) requestPage(p Page) Page {
	p.Request = s.Request()
	if s.Guide().Redirected && s.Values.Redirect == "" {
		p.Notes = append(slices.Clone(p.Notes), "Without the redirect URI, the request says that you send it.")
	}
	p.Options = append(s.requestOptions(), Option{"I have the answer: continue", "enter the values you were sent", flow.Continue{}})
	return p
}

// browserPage is the wait for a browser that returns to the listener.
func (s view) browserPage(p Page, waiting string) Page {
	if s.BrowserFlow.URL == "" {
		p.Waiting, p.Options = "Making the link", []Option{leaveOption}
		return p
	}
	p.Do, p.Sketch, p.Spoken, p.See, p.IfNot, p.Folded = nil, nil, nil, "", nil, nil
	p.Whole = true
	p.Link, p.Path = s.BrowserFlow.URL, ""
	p.Lead = []string{"Your browser opens Microsoft's page. If it did not, open the link in any browser on this computer."}
	if s.Remote && s.BrowserFlow.Redirect != "" {
		port := flow.PortOf(s.BrowserFlow.Redirect)
		p.Lead = []string{"Open the link in your own browser, with the port forwarded: ssh -L " + port + ":localhost:" + port + "."}
	}
	p.Notes = []string{"If Microsoft's page shows an error, the browser does not come back by itself: stop waiting, and paste what it says."}
	p.Waiting = waiting
	p.Options = []Option{leaveOption}
	return p
}

func (s view) signInPage(p Page) Page {
	if s.Phase == flow.InBrowser {
		return s.browserPage(p, "Waiting for the sign-in in your browser, five minutes at most")
	}
	if s.BrowserFlow.URL != "" {
		return s.pastePage(p)
	}
	ways := []Option{
		{"Sign in, then paste the address", "", flow.SignIn{Method: wire.PasteBack}},
		{"Sign in through this computer", "needs http://localhost registered", flow.SignIn{Method: wire.Loopback}},
		{"Not now", "", flow.SignIn{Method: wire.NotNow}},
	}
	p.Folded = append(slices.Clone(p.Folded), "Through this computer: first add http://localhost in your app > Authentication > Redirect URI configuration > Add Redirect URI > Web (older portals: Add a platform > Web). Remove it again afterwards.")
	if s.Remote {
		p.Notes = append(p.Notes, "You are connected over SSH. Through this computer, your own browser needs the port: ssh -L 8400:localhost:8400, and "+s.Command("setup --port 8400")+".")
	}
	if s.Settled() && s.Verified() {
		ways = append([]Option{{"Continue with the last test", "", flow.Continue{}}}, ways...)
	}
	p.Options = append(ways, s.backFromBrowser()...)
	return p
}

// pastePage asks for the address at which the browser ended.
func (s view) pastePage(p Page) Page {
	p.Whole = true
	p.Link, p.Path = s.BrowserFlow.URL, ""
	p.Lead = []string{"The browser ends at " + s.BrowserFlow.Redirect + ". An error there is all right."}
	p.Do = []string{
		"Open the link in any browser, sign in and accept.",
		"Copy the whole address from its address bar and paste it here within ten minutes.",
	}
	p.Folded = append(slices.Clone(p.Folded), "The address holds a code that works once.", "If Microsoft's page shows an error instead, paste its text: mailgrant explains it.")
	p.Fields = []finding.FieldID{guide.FieldAnswer}
	p.Options = append([]Option{usePasted, {"Another way", "", flow.SignIn{}}}, s.backFromBrowser()...)
	if s.ReturnMethod == wire.Loopback {
		return s.overPage(p)
	}
	return p
}

// overPage follows a browser flow whose listener has closed. Its link is of no
// use, but what the page says is, and so is a code in its address.
func (s view) overPage(p Page) Page {
	p.Whole, p.Link, p.Do = false, "", nil
	p.Lead = []string{"mailgrant no longer waits for your browser. Begin again, or paste what the browser shows."}
	p.Notes = []string{"An error page's text is explained. An address with code= in it can still be used, for ten minutes."}
	again := Option{"Begin again", "opens Microsoft's page anew", flow.SignIn{Method: wire.Loopback}}
	at := 0
	if s.Values.Answer != "" {
		at = 1
	}
	p.Options = slices.Insert(p.Options, at, again)
	return p
}

// pollPage is the wait for a consent to show.
func (s view) pollPage(p Page) Page {
	if s.Results.Polls == 0 {
		return p
	}
	p.Waiting = "Not there yet. Asking for a new token"
	p.Pause = s.Results.Pause
	p.Try = s.Results.Polls
	p.Lead = []string{"Waiting for the permissions to show in a new token. That can take a minute or two after the consent."}
	p.Notes = []string{"You can stop waiting any time: what you typed stays. Once the credential is saved, mailgrant check NAME --wait 24h goes on asking."}
	if s.Practice { // keeps nothing that could be asked for
		p.Notes = []string{"You can stop waiting any time: what you typed stays until you leave mailgrant."}
	}
	return p
}
