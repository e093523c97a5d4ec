package flow_test

import (
	"cmp"
	"fmt"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// obliging carries out an effect as if everything works.
func obliging(e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.LookUpTenant:
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: discovered()}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: grantedFor(e.Probes)}
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt}
	case flow.SaveCredential:
		return flow.SaveSeen{Attempt: e.Attempt}
	case flow.StartBrowserFlow:
		return flow.BrowserFlowStarted{Attempt: e.Attempt, Flow: wire.BrowserFlow{
			URL: e.URL + "&state=" + visitState, Redirect: cmp.Or(e.Redirect, loopback), State: visitState,
			Nonce: "nonce", Verifier: value.NewSecret(verifier),
		}}
	case flow.AwaitRedirect:
		return flow.RedirectCaught{Attempt: e.Attempt, Answer: value.NewSecret(landed(loopback))}
	case flow.RedeemCode:
		return flow.SignedIn{Attempt: e.Attempt, Result: signedIn(e.Probes)}
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: explain.Explanation{Candidates: []explain.Candidate{{Cause: finding.SecretWrong, Says: "It is wrong."}}}}
	case flow.TestCredential:
		return flow.SavedTested{Attempt: e.Attempt, Name: e.Name, Verification: check.Verification{At: today, Verdict: string(finding.Pass)}}
	case flow.RemoveCredential:
		return flow.SavedRemoved{Attempt: e.Attempt}
	case flow.OpenSaved:
		return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(canary)}
	}
	return flow.Told{Says: "done"}
}

// grantedFor is a token with the roles of a guide that asks for these probes.
func grantedFor(probes []wire.Probe) wire.Grant {
	g := granted(allRoles...)
	if !slices.ContainsFunc(probes, func(l wire.Probe) bool { return l.Kind == wire.ProbeDirectory }) {
		g.Roles = allRoles[1:]
	}
	g.Probed = reachedAll(probes)
	return g
}

// drive sends events to a session and answers every effect with do.
func drive(s flow.State, do func(flow.Effect) flow.Event, events ...flow.Event) flow.State {
	for len(events) > 0 {
		next, effects := flow.Next(s, events[0])
		s, events = next, events[1:]
		for _, e := range effects {
			events = append([]flow.Event{do(e)}, events...)
		}
	}
	return s
}

// passing are the events that lead past the session's current step.
func passing(s flow.State) []flow.Event {
	a := contoso()
	switch s.At {
	case guide.StepTenant:
		events := []flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: a.Organization}, flow.Continue{}}
		if s.Step(s.At).Shows(guide.StepRights) {
			return append(events, flow.ChoseRights{Rights: cmp.Or(s.Values.Rights, flow.CanBoth)})
		}
		return append(events, flow.Continue{})
	case guide.StepUse, guide.StepPermission:
		return []flow.Event{flow.ChoseUse{Use: value.Both}}
	case guide.StepSignIn:
		return []flow.Event{flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: landed(goodRedirect)}, flow.Continue{}}
	case guide.StepVerify:
		return []flow.Event{flow.Keep{How: flow.Saved}}
	default:
		var events []flow.Event
		for _, field := range s.Step(s.At).Fields {
			if e := rightly(field); e != nil {
				events = append(events, e)
			}
		}
		return append(events, flow.Continue{})
	}
}

// rightly is what Contoso's administrator types in a field; nil if it is
// already right.
func rightly(field finding.FieldID) flow.Event {
	a := contoso()
	switch field {
	case guide.FieldSecret:
		return flow.TypedSecret{Secret: a.Secret}
	case guide.FieldRedirect:
		return flow.Typed{Field: field, Text: goodRedirect}
	case guide.FieldMailbox:
		return flow.Typed{Field: field, Text: a.Organization}
	case guide.FieldOrganization, guide.FieldClientID, guide.FieldExpires:
		return flow.Typed{Field: field, Text: a.Text(field)}
	default:
		return nil
	}
}

// walk goes from step to step, answers all effects with do, and stops at one.
func walk(s flow.State, do func(flow.Effect) flow.Event, to finding.StepID) flow.State {
	for range 30 {
		if s.At == to && !s.Busy() {
			return s
		}
		s = drive(s, do, passing(s)...)
	}
	panic(fmt.Sprintf("no way to %s: stuck at %s, %s, with %v", to, s.At, s.Phase, causes(s.Problems)))
}

// at is a session of the first guide that reached a step without trouble.
func at(step finding.StepID) flow.State { return atIn(clientCredentials, step) }

func atIn(g string, step finding.StepID) flow.State {
	s := flow.Begin(today, []string{"fabrikam"})
	if step == guide.StepGuide {
		return s
	}
	return walk(drive(s, obliging, flow.ChoseGuide{ID: g}), obliging, step)
}

// given is a session with values that somebody sent, at a step.
func given(guide string, step finding.StepID) flow.State {
	return walk(drive(flow.Begin(today, []string{"fabrikam"}), obliging, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: guide}), obliging, step)
}

// neither is a session whose app somebody else registers, at a step.
func neither(guide string, step finding.StepID) flow.State {
	return walk(drive(flow.Begin(today, []string{"fabrikam"}), obliging, flow.ChoseGuide{ID: guide}, flow.Typed{Field: "where", Text: contoso().Organization}, flow.Continue{}, flow.ChoseRights{Rights: flow.CanNeither}), obliging, step)
}

// steps are all places where a session of a guide can be.
func steps(gd string) []finding.StepID {
	ids := []finding.StepID{guide.StepGuide}
	g, _ := guide.Find(gd)
	for _, s := range g.Pages {
		ids = append(ids, s.ID)
	}
	return ids
}
