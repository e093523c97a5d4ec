//go:build linux

package storetest

import (
	"strings"

	"github.com/godbus/dbus/v5"
)

// method is a D-Bus method of the Secret Service, by the last part of its name.
type method string

const (
	openSession method = "OpenSession"
	searchItems method = "SearchItems"
	unlock      method = "Unlock"
	createItem  method = "CreateItem"
	getSecret   method = "GetSecret"
	deleteItem  method = "Delete"
	closing     method = "Close"
	prompting   method = "Prompt"
	property    method = "Get"
)

// point is when a fault strikes during a method.
type point int

const (
	before point = iota
	during       // in progress: the service finishes it once it is back
	after        // done but not answered
	asking       // the method needs a prompt: when the client calls Prompt
	open         // the same, while the prompt is open
)

// deed is what happens at that point.
type deed int

const (
	nothing    deed = iota
	hang            // never answers
	late            // finished and answered when the fault is healed
	refuse          // answers with an error
	die             // the service disappears
	busDies         // the bus disappears, and the service with it
	dismiss         // the user dismisses the prompt
	malform         // the prompt's result has other types
	empty           // the prompt's result is empty
	other           // another signal of the prompt comes first
	mistype         // the answer has another type
	noService       // there is no service, and none can be started
	startFails      // the bus starts a service that ends at once
	startSlow       // the service takes a while to start
	startHangs      // the service never finishes starting
	startEnds       // the service never finishes starting, and the bus gives up
	noBus           // there is no bus
	busHangs        // the bus accepts connections and never answers
	strange         // another program's item matches and comes first
	twice           // the account has a second item with another secret
	foreign         // another program has replaced the secret
	homeless        // there is no collection to store secrets in
)

// blow is a fault in terms of the Secret Service.
type blow struct {
	at      method
	when    point
	does    deed
	says    string              // the name of the error
	writes  func(string) string // what is stored of a secret; "" stores nothing
	reads   func(string) string // what a read returns of a secret
	keeps   bool                // a deletion is answered but not carried out
	account string              // strikes only accounts that do not start with this
}

const (
	failed = "org.freedesktop.DBus.Error.Failed"
	locked = "org.freedesktop.Secret.Error.IsLocked"
	full   = "Couldn't create item: An error occurred on the device"
)

// faultsOf are the faults of a Secret Service.
func faultsOf() (all []Fault) {
	for _, m := range []method{openSession, searchItems, unlock, createItem, getSecret, deleteItem, closing} {
		reads := None
		if m == createItem || m == deleteItem {
			reads = Right
		}
		add := func(what string, b blow) {
			b.at = m
			all = append(all, Fault{Name: string(m) + " " + what, Reads: reads, blow: b})
		}
		add("hangs", blow{does: hang})
		add("hangs once done", blow{does: hang, when: after})
		add("is done late", blow{does: late})
		add("is refused", blow{does: refuse, says: failed})
		add("finds it locked", blow{does: refuse, says: locked})
		add("ends the service", blow{does: die})
		add("ends the service half-way", blow{does: die, when: during})
		add("ends the service once done", blow{does: die, when: after})
		if m == closing { // no caller waits for its error, or then misses the service
			for i := len(all) - 5; i < len(all); i++ {
				all[i].Reads = Right
			}
		}
	}
	for _, m := range []method{unlock, createItem, deleteItem} {
		reads := Right
		if m == unlock {
			reads = None
		}
		add := func(what string, b blow) {
			b.at = m
			all = append(all, Fault{Name: string(m) + " asks, and " + what, Reads: reads, blow: b})
		}
		add("the prompt hangs", blow{when: asking, does: hang})
		add("the prompt is refused", blow{when: asking, does: refuse, says: failed})
		add("the prompt ends the service", blow{when: asking, does: die})
		add("nobody answers", blow{when: open, does: hang})
		add("the person says no", blow{when: open, does: dismiss})
		add("the person answers late", blow{when: open, does: late})
		add("the service ends meanwhile", blow{when: open, does: die})
		add("the bus ends meanwhile", blow{when: open, does: busDies})
		add("the answer has other types", blow{when: open, does: malform})
		add("the answer is empty", blow{when: open, does: empty})
		add("another signal comes first", blow{when: open, does: other})
	}
	return append(all, faultsOfKeeping()...)
}

// faultsOfKeeping are the faults that do not belong to one method.
func faultsOfKeeping() []Fault {
	const probes = "mailgrant-probe"
	constant := func(s string) func(string) string { return func(string) string { return s } }
	cut := func(s string) string { return s[:min(len(s), 20)] }
	more := func(s string) string { return s + "\x00" }
	newline := func(s string) string { return s + "\n" }
	return []Fault{
		{Name: "writes are lost", Reads: Right, blow: blow{writes: constant("")}},
		{Name: "writes are cut at 20 bytes", Reads: Right, blow: blow{writes: cut}},
		{Name: "writes change case", Reads: Right, blow: blow{writes: strings.ToLower}},
		{Name: "writes get a byte more", Reads: Right, blow: blow{writes: more}},
		{Name: "writes get a line end", Reads: Right, blow: blow{writes: newline}},
		{Name: "writes keep some other value", Reads: Right, blow: blow{writes: constant("somebody-else's")}},
		{Name: "writes are lost, the old value too, but not a probe's", Reads: Right, Spoils: true, blow: blow{writes: constant(""), account: probes}},
		{Name: "writes are cut, but not a probe's", Reads: Right, Spoils: true, blow: blow{writes: cut, account: probes}},
		{Name: "writes change case, but not a probe's", Reads: Right, Spoils: true, blow: blow{writes: strings.ToLower, account: probes}},
		{Name: "reads bring another value", Reads: Wrong, blow: blow{reads: constant("aB38Q~another.secret.of.somebody.else.xx")}},
		{Name: "reads bring nothing", Reads: Wrong, blow: blow{reads: constant("")}},
		{Name: "reads bring no text", Reads: Wrong, blow: blow{reads: constant("\xff\xfe\x00")}},
		{Name: "deletions are answered and not done", Reads: Right, blow: blow{keeps: true}},
		{Name: "the disk is full", Reads: Right, blow: blow{at: createItem, does: refuse, says: full}},
		{Name: "the list of collections has another type", Reads: None, blow: blow{at: property, does: mistype}},
		{Name: "the list of items has another type", Reads: None, blow: blow{at: searchItems, does: mistype}},
		{Name: "the secret has another type", Reads: None, blow: blow{at: getSecret, does: mistype}},
		{Name: "another program's item matches", Reads: Wrong, blow: blow{does: strange}},
		{Name: "an item is there twice", Reads: Wrong, blow: blow{does: twice}},
		{Name: "another program wrote to it", Reads: Wrong, blow: blow{does: foreign}},
		{Name: "there is no collection", Reads: None, blow: blow{does: homeless}},
		{Name: "there is no service", Reads: None, blow: blow{does: noService}},
		{Name: "the service ends as it starts", Reads: None, blow: blow{does: startFails}},
		{Name: "the service starts slowly", Reads: Right, blow: blow{does: startSlow}},
		{Name: "the service does not come up", Reads: None, blow: blow{does: startHangs}},
		{Name: "the bus gives up on the service", Reads: None, blow: blow{does: startEnds}},
		{Name: "there is no bus", Reads: None, blow: blow{does: noBus}},
		{Name: "the bus does not answer", Reads: None, blow: blow{does: busHangs}},
	}
}

// refusal is the error that a blow answers with.
func (b blow) refusal() *dbus.Error {
	switch b.says {
	case locked:
		return dbus.NewError(locked, []any{"Cannot work on a locked object"})
	case full:
		return dbus.NewError(failed, []any{full})
	}
	return dbus.NewError(b.says, []any{"it did not work"})
}
