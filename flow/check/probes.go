package check

import (
	"mailgrant/flow/form"
	"mailgrant/flow/wire"
)

// Probes are the reads that show whether the permissions work.
func (c Case) Probes(signIn bool) []wire.Probe {
	if signIn {
		return c.signInProbes()
	}
	if c.Guide().Delegated() {
		return nil // without a user there is nothing to read
	}
	var looks []wire.Probe
	if c.wants("User.Read.All") {
		looks = append(looks, wire.Probe{Kind: wire.ProbeDirectory})
	}
	return append(looks, c.mailboxProbes()...)
}

// signInProbes are the reads for a person. Who they are is not read where the guide
// asks for no permission to.
func (c Case) signInProbes() []wire.Probe {
	var looks []wire.Probe
	if c.wants("User.Read") {
		looks = append(looks, wire.Probe{Kind: wire.ProbeMe})
	}
	if !c.readsMail() {
		return looks
	}
	return append(append(looks, wire.Probe{Kind: wire.ProbeInbox}), c.mailboxProbes()...)
}

func (c Case) mailboxProbes() []wire.Probe {
	if !c.readsMail() {
		return c.userProbes()
	}
	var looks []wire.Probe
	for _, m := range c.Values.MailboxesFor(c.Guide()) {
		looks = append(looks, wire.Probe{Kind: wire.ProbeInbox, Mailbox: m})
	}
	for _, m := range form.Addresses(c.Values.MustRefuse) {
		looks = append(looks, wire.Probe{Kind: wire.ProbeInbox, Mailbox: m, MustRefuse: true})
	}
	return looks
}

// userProbes are the only possible probes of mailboxes that are used only for
// sending.
func (c Case) userProbes() []wire.Probe {
	if !c.wants("User.Read.All") {
		return nil
	}
	var looks []wire.Probe
	for _, m := range c.Values.MailboxesFor(c.Guide()) {
		looks = append(looks, wire.Probe{Kind: wire.ProbeUser, Mailbox: m})
	}
	return looks
}
