package entra

import (
	"context"

	"golang.org/x/sys/windows/registry"
)

const internetSettings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`

// readSystemProxy reads the proxy from the user's registry.
func readSystemProxy(context.Context) SystemProxy {
	key, err := registry.OpenKey(registry.CURRENT_USER, internetSettings, registry.QUERY_VALUE)
	if err != nil {
		return SystemProxy{}
	}
	defer func() { _ = key.Close() }()
	enabled, _, _ := key.GetIntegerValue("ProxyEnable") // missing values are 0 or ""
	server, _, _ := key.GetStringValue("ProxyServer")
	script, _, _ := key.GetStringValue("AutoConfigURL")
	return fromRegistry(enabled != 0, server, script)
}
