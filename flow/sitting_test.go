package flow

import (
	"cmp"
	"fmt"
	"slices"
)

// obliging carries out an effect the way everything works.
func obliging(e Effect) Event {
	switch e := e.(type) {
	case LookUpTenant:
		return TenantSeen{e.Attempt, e.Cloud, discovered()}
	case FetchToken:
		return TokenSeen{e.Attempt, grantedFor(e.Looks)}
	case ProbeKeyring:
		return KeyringSeen{Attempt: e.Attempt}
	case SaveCredential:
		return SaveSeen{Attempt: e.Attempt}
	case BeginVisit:
		return VisitBegun{Attempt: e.Attempt, Visit: Visit{
			URL: e.URL + "&state=" + visitState, Redirect: cmp.Or(e.Redirect, loopback), State: visitState,
			Nonce: "nonce", Verifier: NewSecret(verifier),
		}}
	case AwaitVisit:
		return VisitAnswered{Attempt: e.Attempt, Answer: NewSecret(landed(loopback))}
	case RedeemCode:
		return SignedIn{e.Attempt, signedIn(e.Looks)}
	case Explain:
		return Explained{Attempt: e.Attempt, Explanation: Explanation{Meanings: []Meaning{{Cause: SecretWrong, Says: "It is wrong."}}}}
	case OpenSaved:
		return SavedOpened{Attempt: e.Attempt, Secret: NewSecret(canary)}
	}
	return Told{"done"}
}

// grantedFor is a token with the roles of a guide that asks for these looks.
func grantedFor(looks []Look) Grant {
	g := granted(allRoles...)
	if !slices.ContainsFunc(looks, func(l Look) bool { return l.Kind == LookDirectory }) {
		g.Roles = allRoles[1:]
	}
	g.Sights = reachedAll(looks)
	return g
}

// drive feeds events to a sitting and answers every effect with do.
func drive(s State, do func(Effect) Event, events ...Event) State {
	for len(events) > 0 {
		next, effects := Next(s, events[0])
		s, events = next, events[1:]
		for _, e := range effects {
			events = append([]Event{do(e)}, events...)
		}
	}
	return s
}

// passing is what leads past the step a sitting is at.
func passing(s State) []Event {
	a := contoso()
	switch s.At {
	case StepAbility:
		return []Event{ChoseAbility{CanBoth}}
	case StepUse:
		return []Event{ChoseUse{Both}}
	case StepTenant:
		return []Event{Typed{FieldWhere, a.Where}, Continue{}, Continue{}}
	case StepPermission:
		return []Event{TickedAll{}, Continue{}}
	case StepSignIn:
		return []Event{SignIn{PasteBack}, Typed{FieldAnswer, landed(goodRedirect)}, Continue{}}
	case StepKeep:
		return []Event{Keep{Saved}}
	default:
		var events []Event
		for _, field := range s.step(s.At).Fields {
			if e := rightly(field); e != nil {
				events = append(events, e)
			}
		}
		return append(events, Continue{})
	}
}

// rightly is what Contoso's administrator types into a field; nil where what
// stands there is right.
func rightly(field FieldID) Event {
	a := contoso()
	switch field {
	case FieldSecret:
		return TypedSecret{a.Secret}
	case FieldRedirect:
		return Typed{field, goodRedirect}
	case FieldMailbox:
		return Typed{field, a.Where}
	case FieldClientID, FieldExpires:
		return Typed{field, a.Text(field)}
	default:
		return nil
	}
}

// walk goes on from step to step, all effects answered by do, and stops at one.
func walk(s State, do func(Effect) Event, to StepID) State {
	for range 30 {
		if s.At == to && !s.Busy() {
			return s
		}
		s = drive(s, do, passing(s)...)
	}
	panic(fmt.Sprintf("no way to %s: stuck at %s, %s, with %v", to, s.At, s.Phase, causes(s.Problems)))
}

// at is a sitting of the first guide that has come to a step without trouble.
func at(step StepID) State { return atIn(clientCredentials, step) }

func atIn(guide string, step StepID) State {
	s := Begin(today, []string{"fabrikam"})
	if step == StepGuide {
		return s
	}
	return walk(drive(s, obliging, ChoseGuide{guide}), obliging, step)
}

// given is a sitting with values that somebody sent, at a step.
func given(guide string, step StepID) State {
	return walk(drive(Begin(today, []string{"fabrikam"}), obliging, Began{true}, ChoseGuide{guide}), obliging, step)
}

// neither is a sitting whose app somebody else registers, at a step.
func neither(guide string, step StepID) State {
	return walk(drive(Begin(today, []string{"fabrikam"}), obliging, ChoseGuide{guide}, ChoseAbility{CanNeither}), obliging, step)
}

// steps are all places a sitting of a guide can be at.
func steps(guide string) []StepID {
	ids := []StepID{StepGuide}
	g, _ := Find(guide)
	for _, s := range g.Steps {
		ids = append(ids, s.ID)
	}
	return ids
}
