package flow

import (
	"reflect"
	"slices"
	"testing"
)

// TestEveryGuideEndsInASavedCredential walks each guide without trouble.
func TestEveryGuideEndsInASavedCredential(t *testing.T) {
	for guide, roles := range map[string][]string{
		clientCredentials: allRoles, grantFlow: allRoles, automationAnywhere: allRoles[1:], authCode: nil,
	} {
		t.Run(guide, func(t *testing.T) {
			var saved []SaveCredential
			s := walk(BeginAt(guideOf(guide), today, nil), func(e Effect) Event {
				if save, ok := e.(SaveCredential); ok {
					saved = append(saved, save)
				}
				return obliging(e)
			}, StepHandoff)
			s = drive(s, never(t), Continue{})
			if s.Phase != Over || s.Outcome != Saved || s.Kept != "contoso" {
				t.Fatalf("ended at %s %s, outcome %q, kept %q", s.At, s.Phase, s.Outcome, s.Kept)
			}
			if len(saved) != 1 {
				t.Fatalf("saved %d times", len(saved))
			}
			if saved[0].Secret.Reveal() != canary || saved[0].Replace {
				t.Error("another secret was saved, or over another one")
			}
			proof := saved[0].Credential.Proof
			if proof.Verdict != Pass || !proof.At.Equal(today) || !slices.Equal(proof.Roles, roles) {
				t.Errorf("proof %+v", proof)
			}
			want := Credential{
				Name: "contoso", Guide: guide, Use: Both, ClientID: goodClient, Tenant: goodTenant, Domain: "contoso.com", Cloud: Global,
				TokenEndpoint: goodEndpoint, AuthEndpoint: guideOf(guide).AuthEndpoint(Global, goodTenant), Redirect: goodRedirect,
				Mailboxes: []string{"support@contoso.com"}, Expires: "2027-10-01", Ability: CanBoth, Proof: proof,
			}
			if guide == automationAnywhere {
				want.Redirect = ""
			}
			if !reflect.DeepEqual(saved[0].Credential, want) {
				t.Errorf("saved %+v\nwant  %+v", saved[0].Credential, want)
			}
		})
	}
}

func guideOf(id string) Guide {
	g, _ := Find(id)
	return g
}

func TestNext(t *testing.T) {
	wrong := TokenSeen{Grant: Grant{Reply: refusedWith(401, 7000215)}}
	for name, c := range map[string]struct {
		from   State
		do     func(Effect) Event
		events []Event
		want   func(State) bool
	}{
		"an unknown tenant is asked for in the other clouds before it is given up": {
			at(StepTenant), only(map[Cloud]Discovery{China: {Reply: answered(200), TenantID: goodTenant, Cloud: China}}),
			[]Event{Typed{FieldWhere, "contoso.cn"}, Continue{}},
			func(s State) bool { return s.Placed && s.Answers.Cloud == China && !s.Busy() },
		},
		"a tenant no cloud knows is said so, and Continue does not pass it": {
			at(StepTenant), only(nil),
			[]Event{Typed{FieldWhere, "nosuch.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepTenant && has(s.Problems, TenantNotFound) },
		},
		"network trouble at the look-up can be passed by going on": {
			at(StepTenant), func(e Effect) Event {
				return TenantSeen{e.(LookUpTenant).Attempt, Global, Discovery{Reply: failed(NoName)}}
			},
			[]Event{Typed{FieldWhere, "contoso.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepPortal && s.Answers.Tenant == "contoso.com" },
		},
		"a look-up that was left is begun anew": {
			at(StepTenant), obliging,
			[]Event{Typed{FieldWhere, "contoso.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepPortal && len(s.Place) == 1 },
		},
		"a GUID as secret is passed on the second Continue, and Microsoft decides": {
			at(StepSecret), obliging,
			[]Event{TypedSecret{NewSecret(secretID)}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepEndpoint },
		},
		"an empty secret is never passed": {
			at(StepSecret), obliging,
			[]Event{TypedSecret{NewSecret("  ")}, Continue{}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepSecret && has(s.Problems, SecretMissing) },
		},
		"permissions not ticked are named once, then left to the test": {
			at(StepPermission), obliging,
			[]Event{Continue{}, Continue{}},
			func(s State) bool { return s.At == StepConsent },
		},
		"a fresh secret that is refused is tried once more": {
			at(StepProve), func(e Effect) Event {
				if f, ok := e.(FetchToken); ok && f.After == 0 {
					return TokenSeen{f.Attempt, wrong.Grant}
				}
				return obliging(e)
			},
			[]Event{Retry{}},
			func(s State) bool { return s.Proven() && s.Seen.Retried },
		},
		"an organization changed is looked up before a later step is jumped to": {
			at(StepProve), obliging,
			[]Event{Typed{FieldWhere, "support@contoso.com "}, Jump{StepEndpoint}},
			func(s State) bool { return s.At == StepTenant },
		},
		"a changed secret does not jump past the decision about it": {
			drive(at(StepHandoff), obliging, Jump{StepSecret}), obliging,
			[]Event{TypedSecret{NewSecret(canary + "2")}, Jump{StepHandoff}},
			func(s State) bool { return s.At == StepKeep && s.Outcome == "" && s.AtStake() },
		},
		"a changed use asks for the decision again": {
			drive(at(StepHandoff), obliging, Jump{StepUse}), obliging,
			[]Event{ChoseUse{Incoming}},
			func(s State) bool { return s.Outcome == "" && s.At == StepTenant },
		},
		"a name taken is refused and the saved one stays": {
			at(StepKeep), never(t),
			[]Event{Typed{FieldName, "Fabrikam"}, Keep{Saved}},
			func(s State) bool { return s.At == StepKeep && has(s.Problems, NameTaken) },
		},
		"a failed save keeps everything and can be tried again": {
			at(StepKeep), func(e Effect) Event {
				f := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
				return SaveSeen{Attempt: e.(SaveCredential).Attempt, Problem: &f}
			},
			[]Event{Keep{Saved}},
			func(s State) bool {
				return s.At == StepKeep && has(s.Problems, KeyringLocked) && !s.Answers.Secret.Empty() && s.Outcome == ""
			},
		},
		"an unproven credential is parked, not saved": {
			drive(at(StepProve), obliging, TypedSecret{NewSecret(canary + "x")}), func(e Effect) Event {
				if f, ok := e.(FetchToken); ok {
					return TokenSeen{f.Attempt, wrong.Grant}
				}
				return obliging(e)
			},
			[]Event{Retry{}, Continue{}, Keep{Saved}, Keep{Parked}},
			func(s State) bool { return s.Outcome == Parked && s.At == StepHandoff },
		},
		"without a keyring the ways on are to keep no copy": {
			at(StepKeyring), func(e Effect) Event {
				if p, ok := e.(ProbeKeyring); ok {
					f := Found(KeyringCheck, KeyringUnavailable, "No keyring answers here.", "Install one.")
					return KeyringSeen{p.Attempt, &f}
				}
				return obliging(e)
			},
			[]Event{Retry{}, Continue{}, TypedSecret{NewSecret(canary)}, Continue{}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepKeep && slices.Equal(s.Ways(), []Outcome{KeptNone}) },
		},
		"a proof that was left counts as unknown and can be passed": {
			proving(), obliging,
			[]Event{Leave{}},
			func(s State) bool {
				return !s.Busy() && s.Settled() && ReportOf(s.AsCase()).Verdict == Undecided && !s.Proven()
			},
		},
		"a save that was left may be done again under the same name": {
			saving(), obliging,
			[]Event{Leave{}, Keep{Saved}},
			func(s State) bool { return s.At == StepHandoff && s.Outcome == Saved },
		},
		"the end is the end": {
			drive(at(StepHandoff), obliging, Continue{}), obliging,
			[]Event{Back{}, Jump{StepUse}, Typed{FieldName, "x"}, Retry{}},
			func(s State) bool { return s.Phase == Over && s.Answers.Name == "contoso" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			if s := drive(c.from, c.do, c.events...); !c.want(s) {
				t.Errorf("ended at %s %s, problems %v, outcome %q", s.At, s.Phase, causes(s.Problems), s.Outcome)
			}
		})
	}
}

func TestWhatIsAtStake(t *testing.T) {
	guide, _ := Find(contoso().Guide)
	begun := BeginAt(guide, today, nil)
	if begun.At != StepAbility || begun.AtStake() {
		t.Errorf("begun at %s, at stake %v", begun.At, begun.AtStake())
	}
	for step, want := range map[StepID]bool{StepTenant: false, StepPortal: true, StepKeep: true, StepHandoff: false} {
		if got := at(step).AtStake(); got != want {
			t.Errorf("at %s: %v", step, got)
		}
	}
}

// only answers look-ups with what is found where, and with "no such tenant" elsewhere.
func only(found map[Cloud]Discovery) func(Effect) Event {
	return func(e Effect) Event {
		l, ok := e.(LookUpTenant)
		if !ok {
			return obliging(e)
		}
		if d, ok := found[l.Cloud]; ok {
			return TenantSeen{l.Attempt, l.Cloud, d}
		}
		return TenantSeen{l.Attempt, l.Cloud, Discovery{Reply: refusedWith(400, 90002)}}
	}
}

func never(t *testing.T) func(Effect) Event {
	return func(e Effect) Event {
		t.Errorf("asked for %s", reflect.TypeOf(e).Name())
		return obliging(e)
	}
}

func proving() State {
	s, _ := Next(at(StepProve), Retry{})
	return s
}

func saving() State {
	s, _ := Next(at(StepKeep), Keep{Saved})
	return s
}

func has(fs []Finding, c Cause) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Cause == c })
}

func causes(fs []Finding) []Cause {
	var cs []Cause
	for _, f := range fs {
		cs = append(cs, f.Cause)
	}
	return cs
}
