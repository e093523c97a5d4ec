package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
)

// fileIndex is the index in a private directory of the user.
type fileIndex struct{ dir string }

func (d fileIndex) path() string { return filepath.Join(d.dir, "index.json") }

// lock holds index.lock; the file is never deleted, so that all processes lock
// the same one.
func (d fileIndex) lock(ctx context.Context) (func(), error) {
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return nil, diskError(err)
	}
	ctx, cancel := context.WithTimeout(ctx, lockLimit)
	defer cancel()
	lock := flock.New(filepath.Join(d.dir, "index.lock"))
	if _, err := lock.TryLockContext(ctx, 10*time.Millisecond); ctx.Err() != nil {
		_ = lock.Close()
		return nil, busy(ctx)
	} else if err != nil {
		return nil, diskError(err)
	}
	return func() { _ = lock.Close() }, nil
}

// load reads the file if it is a regular one of a plausible size.
func (d fileIndex) load() ([]byte, error) {
	info, err := os.Lstat(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diskError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, newError(Index, Damaged, "index.json is not a regular file", "")
	}
	f, err := os.Open(d.path())
	if err != nil {
		return nil, diskError(err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxIndex+1))
	if err != nil {
		return nil, diskError(err)
	}
	if len(data) > maxIndex {
		return nil, newError(Index, Damaged, "index.json is too large to be an index", "")
	}
	return data, nil
}

// store writes a new file and renames it over the index, so that a reader or a
// power cut finds the old index or the new one, never a part.
func (d fileIndex) store(data []byte) error {
	next := d.path() + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diskError(err)
	}
	if err := writeNew(next, data); err != nil {
		_ = os.Remove(next)
		return diskError(err)
	}
	if err := os.Rename(next, d.path()); err != nil {
		_ = os.Remove(next)
		return diskError(err)
	}
	return d.sync()
}

// writeNew creates a file that only its owner can read, and syncs it to disk.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// sync makes the rename durable. Windows has no such call for a directory.
func (d fileIndex) sync() error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(d.dir)
	if err != nil {
		return diskError(err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return diskError(err)
	}
	return nil
}

func diskError(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return newError(Index, Denied, err.Error(), "")
	}
	return newError(Index, Disk, err.Error(), "")
}
