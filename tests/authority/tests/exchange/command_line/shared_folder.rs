//! A folder that others write to as well: what they lay there gets nothing and changes nothing.

use super::{PASSWORD, Setting, files_of, words};
use crate::support::{Program, succeeds};
use renewal_authority::{
    Encryption, Policy,
    fault::{Fault, On, Reply, Times},
};
use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::Output,
};

/// By a clock that stands still, so that somebody else can guess every name.
const NOW: &str = "20291122101500";

fn renew(setting: &Setting, shell: &str, path: &str) -> Output {
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    setting.script(&[shell], &options).env("PATH", path).output().unwrap()
}

/// A setting whose clock stands still, with the search path for it.
async fn start() -> (Setting, String) {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("date", &format!("#!/bin/sh\necho {NOW}\n"));
    (setting, path)
}

fn fifo(path: &Path) {
    let output = std::process::Command::new("mkfifo").arg(path).output().unwrap();
    succeeds(&output);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_where_the_work_would_be_done_is_not_used_and_nothing_is_sent() {
    type Lay = fn(&Path, &Path);
    let ways: [(&str, Lay); 5] = [
        ("a pipe", |path, _| fifo(path)),
        ("a link to a folder", |path, aim| {
            fs::create_dir(aim).unwrap();
            symlink(aim, path).unwrap();
        }),
        ("a link to nothing", |path, aim| symlink(aim, path).unwrap()),
        ("a folder", |path, _| fs::create_dir(path).unwrap()),
        ("a file", |path, _| fs::write(path, "somebody's").unwrap()),
    ];
    for (what, lay) in ways {
        for shell in ["dash", "bash"] {
            let (setting, path) = start().await;
            let (laid, aim) = (
                setting.world.path(&format!("new/renewal-{NOW}")),
                setting.world.path("aim"),
            );
            lay(&laid, &aim);
            let output = renew(&setting, shell, &path);
            assert_eq!(output.status.code(), Some(2), "{what}: {}", words(&output));
            assert_eq!(setting.asked("POST"), 0, "{what}");
            assert_eq!(setting.new_files(), std::slice::from_ref(&laid), "{what}");
            if laid.is_dir() {
                assert_eq!(files_of(&laid), Vec::<PathBuf>::new(), "{what}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_where_the_new_certificate_would_be_saved_gets_nothing() {
    type Lay = fn(&Path, &Path);
    let ways: [(&str, Lay); 4] = [
        ("a pipe", |path, _| fifo(path)),
        ("a link to a folder", |path, aim| {
            fs::create_dir(aim).unwrap();
            symlink(aim, path).unwrap();
        }),
        ("a link to nothing", |path, aim| symlink(aim, path).unwrap()),
        ("a folder", |path, _| fs::create_dir(path).unwrap()),
    ];
    for (what, lay) in ways {
        for extension in ["p12", "pass"] {
            let (setting, path) = start().await;
            let (laid, aim) = (
                setting.world.path(&format!("new/{NOW}.{extension}")),
                setting.world.path("aim"),
            );
            lay(&laid, &aim);
            let output = renew(&setting, "dash", &path);
            assert_eq!(output.status.code(), Some(9), "{what} {extension}: {}", words(&output));
            assert!(
                !aim.is_file() && (!aim.is_dir() || files_of(&aim).is_empty()),
                "{what} {extension}"
            );
            assert!(!laid.is_dir() || files_of(&laid).is_empty(), "{what} {extension}");
            let kept = setting.world.path(&format!("new/renewal-{NOW}"));
            assert_eq!(setting.new_files(), [laid.clone(), kept.clone()], "{what} {extension}");
            // And once it is gone, nothing is lost.
            if laid.is_dir() && !laid.is_symlink() {
                fs::remove_dir(&laid).unwrap();
            } else {
                fs::remove_file(&laid).unwrap();
            }
            let output = setting.resume(&kept);
            assert!(output.status.success(), "{}", words(&output));
            setting.assert_renewed();
            assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
        }
    }
}

/// In such a folder mkdir hands on the group, and `ls` shows it: drwx--S---.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_hands_on_its_group_can_be_worked_in() {
    for shell in ["dash", "bash"] {
        let (setting, path) = start().await;
        fs::set_permissions(setting.path("new"), fs::Permissions::from_mode(0o2770)).unwrap();
        let gone = Fault::Before(Reply::status(404));
        setting.authority.misbehave(On::Download, gone, Times::Always);
        let output = renew(&setting, shell, &path);
        assert_eq!(output.status.code(), Some(7), "{shell}: {}", words(&output));
        let kept = setting.kept(&["answer.json"]);
        let mode = fs::metadata(&kept).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o2700, "{shell}");
        setting.authority.behave();
        // Whatever else the mode has, as long as nobody else has anything.
        for mode in [0o2700, 0o3700, 0o5700] {
            fs::set_permissions(&kept, fs::Permissions::from_mode(mode)).unwrap();
            let wrong = setting.renew(&[
                "--resume",
                kept.to_str().unwrap(),
                "--endpoint",
                "https://elsewhere.example/",
            ]);
            assert_eq!(wrong.status.code(), Some(6), "{shell} {mode:o}: {}", words(&wrong));
        }
        for mode in [0o2710, 0o1701, 0o740, 0o702, 0o500] {
            fs::set_permissions(&kept, fs::Permissions::from_mode(mode)).unwrap();
            let wrong = setting.resume(&kept);
            assert_eq!(wrong.status.code(), Some(2), "{shell} {mode:o}: {}", words(&wrong));
        }
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o2700)).unwrap();
        let output = setting.resume(&kept);
        assert!(output.status.success(), "{shell}: {}", words(&output));
        setting.assert_renewed();
    }
}

/// As on a file system that knows no owners.
#[tokio::test(flavor = "multi_thread")]
async fn where_no_folder_can_be_closed_nothing_is_sent_and_none_is_left() {
    for shell in ["dash", "bash"] {
        let setting = Setting::start(PASSWORD).await;
        let path = setting.program("ls", "#!/bin/sh\necho 'drwxrwxrwx 2 root root 4096 Nov 22 10:15 .'\n");
        let output = renew(&setting, shell, &path);
        assert_eq!(output.status.code(), Some(2), "{shell}: {}", words(&output));
        assert!(words(&output).contains("--directory"), "{shell}: {}", words(&output));
        assert_eq!(setting.new_files(), Vec::<PathBuf>::new(), "{shell}");
        assert_eq!(setting.asked("POST"), 0, "{shell}");
    }
}

/// While the script is at work.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_takes_the_place_of_the_own_one_gets_nothing() {
    for encryption in [Encryption::Modern, Encryption::Rc2] {
        gets_nothing(encryption).await;
    }
}

/// The old certificate is in this encryption; what curl does not open (RC2) is put in another form into the own folder.
async fn gets_nothing(encryption: Encryption) {
    let policy = Policy {
        encryption,
        ..Policy::default()
    };
    let setting = Setting::with(PASSWORD, policy).await;
    let (new, aside) = (setting.path("new"), setting.path("aside"));
    let path = setting.program(
        "curl",
        &format!(
            "#!/bin/sh\nif [ ! -e {aside} ] && mv {new}/renewal-* {aside} 2>/dev/null; then mkdir -m 777 {new}/renewal-{NOW}; fi\nexec {} \"$@\"\n",
            "/usr/bin/curl"
        ),
    );
    let path = format!("{path}:/nowhere");
    setting.program("date", &format!("#!/bin/sh\necho {NOW}\n"));
    let output = renew(&setting, "dash", &path);
    assert!(output.status.success(), "{}", words(&output));
    let laid = setting.world.path(&format!("new/renewal-{NOW}"));
    assert!(!laid.exists() || files_of(&laid).is_empty());
    assert!(setting.world.path(&format!("new/{NOW}.p12")).is_file());
    // The answer went with the folder, and out of it at the end.
    assert_eq!(files_of(Path::new(&aside)), Vec::<PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_is_not_gone_on_with_in_a_folder_that_others_can_enter() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let asked = setting.asked("GET");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o755)).unwrap();
    let output = setting.resume(&kept);
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o700)).unwrap();
    // Only root can give a folder to somebody else.
    let owner = |user: &str| {
        std::process::Command::new("chown")
            .arg(user)
            .arg(&kept)
            .status()
            .unwrap()
            .success()
    };
    if owner("65534") {
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), Some(2), "{}", words(&output));
        assert!(owner("0"));
    }
    assert_eq!(setting.asked("GET"), asked);
    let output = setting.resume(&kept);
    assert!(output.status.success(), "{}", words(&output));
}

/// As on a file system that knows no second name for a file.
#[tokio::test(flavor = "multi_thread")]
async fn where_there_are_no_hard_links_the_files_are_moved() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("ln", "#!/bin/sh\nexit 1\n");
    let output = renew(&setting, "dash", &path);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(Program::CURL.run(["--version"]).status.code(), Some(0));
}
