//! A small file system of its own, in a file, that can be filled up and can lose its power. Needs root.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// An ext4 file system in a file, mounted while this lives.
pub(crate) struct Volume {
    folder: tempfile::TempDir,
    mounted: bool,
}

impl Volume {
    /// A new one of so many MiB.
    pub(crate) fn new(mebibytes: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut volume = Self {
            folder,
            mounted: false,
        };
        let image = std::fs::File::create(volume.image()).expect("a file can be made");
        image.set_len(mebibytes << 20).expect("it can be as long");
        std::fs::create_dir(volume.place()).expect("a folder can be made");
        // Without the blocks that are kept for root: root is who fills it.
        run(Command::new("mkfs.ext4")
            .args(["-q", "-m", "0"])
            .arg(volume.image()));
        volume.mount();
        volume
    }

    /// Where it is mounted.
    pub(crate) fn place(&self) -> PathBuf {
        self.folder.path().join("volume")
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mount(&mut self) {
        run(Command::new("mount")
            .args(["-o", "loop"])
            .arg(self.image())
            .arg(self.place()));
        self.mounted = true;
    }

    /// What cuts the power, ready to be used.
    pub(crate) fn switch(&self) -> Switch {
        // The ioctl of ext4 and XFS for such tests, without flushing the log.
        let script = "import fcntl, os, struct, sys\n\
                      place = os.open(sys.argv[1], os.O_RDONLY)\n\
                      print('ready', flush=True)\n\
                      sys.stdin.readline()\n\
                      fcntl.ioctl(place, 0x8004587d, struct.pack('I', 2))";
        let mut command = Command::new("python3");
        command.args(["-c", script]).arg(self.place());
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut python = started.expect("python3 can be started");
        let mut ready = [0; 6];
        let mut said = python.stdout.take().expect("its output is a pipe");
        said.read_exact(&mut ready).expect("it is ready");
        Switch(python)
    }

    /// Comes back after a cut with what was on the disk.
    pub(crate) fn restart(&mut self) {
        self.unmount();
        self.mount();
    }

    fn unmount(&mut self) {
        run(Command::new("umount").arg(self.place()));
        self.mounted = false;
    }

    /// Fills it up but for so many bytes; gives the file that does.
    pub(crate) fn fill(&self, left: u64) -> PathBuf {
        let ballast = self.place().join("ballast");
        let mut file = std::fs::File::create(&ballast).expect("a file can be made");
        let block = [7_u8; 4096];
        let mut length = 0;
        while file.write_all(&block).is_ok() {
            length += 4096;
        }
        file.set_len(length - left).expect("it can be cut");
        file.sync_all().expect("it can be flushed");
        ballast
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        if self.mounted {
            let lazily = Command::new("umount").arg("-l").arg(self.place()).status();
            drop(lazily);
        }
    }
}

fn run(command: &mut Command) {
    let done = command.output().expect("it can be started");
    assert!(done.status.success(), "{command:?}: {done:?}");
}

/// Cuts the power of a volume.
pub(crate) struct Switch(Child);

impl Switch {
    /// From now on nothing reaches the disk, and what was not flushed never did.
    pub(crate) fn cut(mut self) {
        let mut input = self.0.stdin.take().expect("its input is a pipe");
        input.write_all(b"\n").expect("it listens");
        let done = self.0.wait().expect("it ends");
        assert!(done.success(), "the power could not be cut");
    }
}

/// True for root.
pub(crate) fn is_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|answer| answer.stdout == b"0\n") && Path::new("/dev/loop-control").exists()
}
