package flow_test

import (
	"reflect"
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestEveryGuideEndsInASavedCredential goes through each guide without any
// trouble.
func TestEveryGuideEndsInASavedCredential(t *testing.T) {
	for g, roles := range map[string][]string{
		clientCredentials: allRoles, grantFlow: allRoles, automationAnywhere: allRoles[1:], authCode: nil,
	} {
		t.Run(g, func(t *testing.T) {
			var saved []flow.SaveCredential
			s := walk(begunIn(g), func(e flow.Effect) flow.Event {
				if save, ok := e.(flow.SaveCredential); ok {
					saved = append(saved, save)
				}
				return obliging(e)
			}, guide.StepHandoff)
			s = drive(s, never(t), flow.Continue{})
			if s.Phase != flow.Over || s.Outcome != flow.Saved || s.Kept != "contoso" {
				t.Fatalf("ended at %s %s, outcome %q, saved as %q", s.At, s.Phase, s.Outcome, s.Kept)
			}
			if len(saved) != 1 {
				t.Fatalf("saved %d times", len(saved))
			}
			if saved[0].Secret.Reveal() != canary || saved[0].Replace {
				t.Error("another secret was saved, or over another one")
			}
			proof := saved[0].Credential.Verification
			if proof.Verdict != string(finding.Pass) || !proof.At.Equal(today) || !slices.Equal(proof.Roles, roles) {
				t.Errorf("verification %+v", proof)
			}
			want := flow.Credential{
				Registration: form.Registration{
					Name: "contoso", Guide: g, ClientID: goodClient, Tenant: goodTenant, Domain: "contoso.com",
					TokenEndpoint: goodEndpoint, AuthEndpoint: guideOf(g).AuthEndpoint(value.Global, goodTenant), Redirect: goodRedirect,
					Mailboxes: []string{"support@contoso.com"}, Expires: "2027-10-01",
				},
				Use: value.Both, Cloud: value.Global,
				Rights: flow.CanBoth, Verification: proof,
			}
			if g == automationAnywhere {
				want.Redirect = ""
			}
			if !reflect.DeepEqual(saved[0].Credential, want) {
				t.Errorf("saved %+v\nwant  %+v", saved[0].Credential, want)
			}
		})
	}
}

// begunIn is a session past the choice of guides.
func begunIn(id string) flow.State {
	s, _ := flow.Next(flow.Begin(today, nil), flow.ChoseGuide{ID: id})
	return s
}

func guideOf(id string) guide.Guide {
	g, _ := guide.Find(id)
	return g
}

func TestNext(t *testing.T) {
	wrong := flow.TokenSeen{Grant: wire.Grant{Reply: refusedWith(401, 7000215)}}
	for name, c := range map[string]struct {
		from   flow.State
		do     func(flow.Effect) flow.Event
		events []flow.Event
		want   func(flow.State) bool
	}{
		"an unknown tenant is asked for in the other clouds before it is given up": {
			at(guide.StepTenant), only(map[value.Cloud]wire.Discovery{value.China: {Reply: answered(200), TenantID: goodTenant, Cloud: value.China}}),
			[]flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: "contoso.cn"}, flow.Continue{}},
			func(s flow.State) bool { return s.Discovered && s.Values.Cloud == value.China && !s.Busy() },
		},
		"a tenant no cloud knows is said so, and Continue does not pass it": {
			at(guide.StepTenant), only(nil),
			[]flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: "nosuch.com"}, flow.Continue{}, flow.Continue{}},
			func(s flow.State) bool { return s.At == guide.StepTenant && has(s.Problems, finding.TenantNotFound) },
		},
		"network trouble at the look-up can be passed by going on": {
			at(guide.StepTenant), func(e flow.Effect) flow.Event {
				return flow.TenantSeen{Attempt: e.(flow.LookUpTenant).Attempt, Cloud: value.Global, Discovery: wire.Discovery{Reply: failed(wire.DNS)}}
			},
			[]flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: "contoso.com"}, flow.Continue{}, flow.Continue{}, flow.ChoseRights{Rights: flow.CanBoth}},
			func(s flow.State) bool { return s.At == guide.StepReady && s.Values.Tenant == "contoso.com" },
		},
		"a look-up that was left is begun anew": {
			at(guide.StepTenant), obliging,
			[]flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: "contoso.com"}, flow.Continue{}, flow.ChoseRights{Rights: flow.CanBoth}},
			func(s flow.State) bool { return s.At == guide.StepReady && len(s.Discoveries) == 1 },
		},
		"a GUID as secret is passed on the second Continue, and Microsoft decides": {
			at(guide.StepSecret), obliging,
			[]flow.Event{flow.TypedSecret{Secret: value.NewSecret(secretID)}, flow.Continue{}, flow.Continue{}},
			func(s flow.State) bool { return s.At == guide.StepVerify },
		},
		"an empty secret is never passed": {
			at(guide.StepSecret), obliging,
			[]flow.Event{flow.TypedSecret{Secret: value.NewSecret("  ")}, flow.Continue{}, flow.Continue{}, flow.Continue{}},
			func(s flow.State) bool { return s.At == guide.StepSecret && has(s.Problems, finding.SecretMissing) },
		},
		"a fresh secret that is refused is tried once more": {
			at(guide.StepVerify), func(e flow.Effect) flow.Event {
				if f, ok := e.(flow.FetchToken); ok && f.After == 0 {
					return flow.TokenSeen{Attempt: f.Attempt, Grant: wrong.Grant}
				}
				return obliging(e)
			},
			[]flow.Event{flow.Retry{}},
			func(s flow.State) bool { return s.Verified() && s.Results.Retried },
		},
		"an organization changed is looked up before a later step is jumped to": {
			at(guide.StepVerify), obliging,
			[]flow.Event{flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com "}, flow.Jump{To: guide.StepSecret}},
			func(s flow.State) bool { return s.At == guide.StepTenant },
		},
		"a changed secret does not jump past the decision about it": {
			drive(at(guide.StepHandoff), obliging, flow.Jump{To: guide.StepSecret}), obliging,
			[]flow.Event{flow.TypedSecret{Secret: value.NewSecret(canary + "2")}, flow.Jump{To: guide.StepHandoff}},
			func(s flow.State) bool { return s.At == guide.StepVerify && s.Outcome == "" && s.AtStake() },
		},
		"a changed use asks for the decision again": {
			drive(at(guide.StepHandoff), obliging, flow.Jump{To: guide.StepPermission}), obliging,
			[]flow.Event{flow.ChoseUse{Use: value.Incoming}},
			func(s flow.State) bool { return s.Outcome == "" && s.At == guide.StepConsent },
		},
		"a name taken is refused and the saved one stays": {
			at(guide.StepVerify), never(t),
			[]flow.Event{flow.Typed{Field: guide.FieldName, Text: "Fabrikam"}, flow.Keep{How: flow.Saved}},
			func(s flow.State) bool { return s.At == guide.StepVerify && has(s.Problems, finding.NameTaken) },
		},
		"a failed save keeps everything and can be tried again": {
			at(guide.StepVerify), func(e flow.Effect) flow.Event {
				f := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
				return flow.SaveSeen{Attempt: e.(flow.SaveCredential).Attempt, Problem: &f}
			},
			[]flow.Event{flow.Keep{How: flow.Saved}},
			func(s flow.State) bool {
				return s.At == guide.StepVerify && has(s.Problems, finding.KeyringLocked) && !s.Values.Secret.Empty() && s.Outcome == ""
			},
		},
		"an unproven credential is saved as unverified": {
			drive(at(guide.StepVerify), obliging, flow.TypedSecret{Secret: value.NewSecret(canary + "x")}), func(e flow.Effect) flow.Event {
				if f, ok := e.(flow.FetchToken); ok {
					return flow.TokenSeen{Attempt: f.Attempt, Grant: wrong.Grant}
				}
				return obliging(e)
			},
			[]flow.Event{flow.Retry{}, flow.Keep{How: flow.Saved}, flow.Keep{How: flow.Unverified}},
			func(s flow.State) bool { return s.Outcome == flow.Unverified && s.At == guide.StepHandoff },
		},
		"without a keyring the ways on are to keep no copy": {
			withoutKeyring(), keyringless,
			[]flow.Event{flow.Retry{}, flow.Continue{}, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Continue{}},
			func(s flow.State) bool {
				return s.At == guide.StepVerify && slices.Equal(s.Ways(), []flow.Outcome{flow.KeptNone})
			},
		},
		"a proof that was left counts as unknown and can be passed": {
			proving(), obliging,
			[]flow.Event{flow.Leave{}},
			func(s flow.State) bool {
				return !s.Busy() && s.Settled() && check.ReportOf(s.AsCase()).Verdict == finding.Undecided && !s.Verified()
			},
		},
		"a save that was left may be done again under the same name": {
			saving(), obliging,
			[]flow.Event{flow.Leave{}, flow.Keep{How: flow.Saved}},
			func(s flow.State) bool { return s.At == guide.StepHandoff && s.Outcome == flow.Saved },
		},
		"the end is the end": {
			drive(at(guide.StepHandoff), obliging, flow.Continue{}), obliging,
			[]flow.Event{flow.Back{}, flow.Jump{To: guide.StepTenant}, flow.Typed{Field: guide.FieldName, Text: "x"}, flow.Retry{}},
			func(s flow.State) bool { return s.Phase == flow.Over && s.Values.Name == "contoso" },
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
	begun := begunIn(contoso().Guide)
	if begun.At != guide.StepTenant || begun.AtStake() {
		t.Errorf("begun at %s, at stake %v", begun.At, begun.AtStake())
	}
	for step, want := range map[finding.StepID]bool{guide.StepTenant: false, guide.StepRegister: true, guide.StepVerify: true, guide.StepHandoff: false} {
		if got := at(step).AtStake(); got != want {
			t.Errorf("at %s: %v", step, got)
		}
	}
}

// only answers look-ups with what is found in each cloud, and with "no such tenant"
// elsewhere.
func only(found map[value.Cloud]wire.Discovery) func(flow.Effect) flow.Event {
	return func(e flow.Effect) flow.Event {
		l, ok := e.(flow.LookUpTenant)
		if !ok {
			return obliging(e)
		}
		if d, ok := found[l.Cloud]; ok {
			return flow.TenantSeen{Attempt: l.Attempt, Cloud: l.Cloud, Discovery: d}
		}
		return flow.TenantSeen{Attempt: l.Attempt, Cloud: l.Cloud, Discovery: wire.Discovery{Reply: refusedWith(400, 90002)}}
	}
}

func never(t *testing.T) func(flow.Effect) flow.Event {
	return func(e flow.Effect) flow.Event {
		t.Errorf("asked for %s", reflect.TypeOf(e).Name())
		return obliging(e)
	}
}

func proving() flow.State {
	s, _ := flow.Next(at(guide.StepVerify), flow.Retry{})
	return s
}

func saving() flow.State {
	s, _ := flow.Next(at(guide.StepVerify), flow.Keep{How: flow.Saved})
	return s
}

func has(fs []finding.Finding, c finding.Cause) bool {
	return slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Cause == c })
}

func causes(fs []finding.Finding) []finding.Cause {
	var cs []finding.Cause
	for _, f := range fs {
		cs = append(cs, f.Cause)
	}
	return cs
}
