package page

import (
	"net/url"
	"slices"

	"mailgrant/flow/form"
	"mailgrant/flow/text"
)

// Local replaces the addresses of Microsoft's pages with practice's own, in all
// that is shown, opened or copied. Values for the product stay. A nil at changes
// nothing.
func (p Page) Local(at func(address string) string) Page {
	if at == nil {
		return p
	}
	if p.Link != "" {
		p.Link = at(p.Link)
	}
	p.Meanings = slices.Clone(p.Meanings)
	for i, m := range p.Meanings {
		if m.Lookup != "" {
			p.Meanings[i].Lookup = at(m.Lookup)
		}
	}
	p.Request = LocalText(p.Request, at)
	return p
}

// linked matches the address of a page in Markdown; values are in backquotes.
var linked = text.Pattern(`<(https://[^>\s]+)>`)

// LocalText makes the same replacement in a Markdown text.
func LocalText(text string, at func(address string) string) string {
	if at == nil {
		return text
	}
	return linked().ReplaceAllStringFunc(text, func(link string) string {
		return "<" + at(link[1:len(link)-1]) + ">"
	})
}

// Tunnel says how a user connected over SSH reaches a page that only this
// computer serves; "" if that is not needed.
func Tunnel(s form.Settings, link string) string {
	u, err := url.Parse(link)
	if err != nil || !s.Remote || !s.Practice || u.Port() == "" {
		return ""
	}
	return "Practice serves this page on the computer you are connected to. Your own browser needs its port: ssh -L " +
		u.Port() + ":localhost:" + u.Port() + "."
}
