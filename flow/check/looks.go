package check

import (
	"mailgrant/flow/form"
	"mailgrant/flow/wire"
)

// Looks are the reads that show whether the permissions do what they are for.
func (s Case) Looks(signIn bool) []wire.Look {
	if signIn && !s.readsMail() {
		return []wire.Look{{Kind: wire.LookMe}}
	}
	if signIn {
		return append([]wire.Look{{Kind: wire.LookMe}, {Kind: wire.LookInbox}}, s.mailboxLooks()...)
	}
	if s.Guide().Delegated() {
		return nil // without a person there is nothing to read
	}
	var looks []wire.Look
	if s.wants("User.Read.All") {
		looks = append(looks, wire.Look{Kind: wire.LookDirectory})
	}
	return append(looks, s.mailboxLooks()...)
}

func (s Case) mailboxLooks() []wire.Look {
	if !s.readsMail() {
		return s.userLooks()
	}
	var looks []wire.Look
	for _, m := range s.Answers.MailboxesFor(s.Guide()) {
		looks = append(looks, wire.Look{Kind: wire.LookInbox, Mailbox: m})
	}
	for _, m := range form.Addresses(s.Answers.MustRefuse) {
		looks = append(looks, wire.Look{Kind: wire.LookInbox, Mailbox: m, MustRefuse: true})
	}
	return looks
}

// userLooks are all there is to see of mailboxes that are only sent from.
func (s Case) userLooks() []wire.Look {
	if !s.wants("User.Read.All") {
		return nil
	}
	var looks []wire.Look
	for _, m := range s.Answers.MailboxesFor(s.Guide()) {
		looks = append(looks, wire.Look{Kind: wire.LookUser, Mailbox: m})
	}
	return looks
}
