package run

func (h *Clipboard) Holding() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return !h.held.Empty()
}
