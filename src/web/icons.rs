//! Small line drawings of 24 by 24, one path each. Beside every one stands a word: none carries a meaning alone.

use std::fmt;

use askama::filters::HtmlSafe;

macro_rules! icons {
    ($($name:ident => $path:literal;)*) => {
        /// A drawing. Shown in a template it is an `svg` that screen readers pass over.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon {
            $(#[doc = stringify!($name)] $name,)*
        }

        impl Icon {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

icons! {
    Access => "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM9.2 12a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0";
    Again => "M20 12a8 8 0 1 1-2.5-5.8M20 3.5V8h-4.5";
    Alert => "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.01";
    Back => "M19 12H5M11 6l-6 6 6 6";
    Bell => "M6 10a6 6 0 0 1 9.5-4.9M18 10v4l1.5 3H8M6 10v4l-1.5 3M10 20h4M4 4l16 16";
    Calendar => "M6 5.5h12a2 2 0 0 1 2 2v10.5a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-10.5a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4";
    Check => "m4.5 12.5 5 5 10-11";
    Clock => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 7v5l3.5 2";
    Complaint => "M4 4h16v12H12l-5 4.5V16H4zM12 7.5v3.5M12 13.3v.01";
    Consent => "M4 5h16v12H4zM9 21h6M12 17v4M8 11h8";
    Copy => "M10 8h8.5a1.5 1.5 0 0 1 1.5 1.5v9.5a1.5 1.5 0 0 1-1.5 1.5h-8.5a1.5 1.5 0 0 1-1.5-1.5v-9.5a1.5 1.5 0 0 1 1.5-1.5zM5 16V5a1.5 1.5 0 0 1 1.5-1.5H15";
    Cross => "M6 6l12 12M18 6 6 18";
    Cut => "M3.2 7a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0M3.2 17a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0M8.3 8.7 20 17M8.3 15.3 20 7";
    Decision => "M12 3v18M7 21h10M5 6.5h14M5 6.5 2.5 13h5zM19 6.5 16.5 13h5z";
    Done => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 12.3l3 3 5.2 -6";
    Dot => "M8.5 12a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0";
    Down => "M3 3l18 18M9.5 4.5h5V9M14.5 14.5V13M7 9h1M7 9v3a5 5 0 0 0 7 4.6M12 17v4";
    Download => "M12 4v11.5M7 10.5l5 5 5-5M4.5 15.5V20h15v-4.5";
    Erasure => "M8.5 20 3 14.5 14 3.5l6.5 6.5-10 10zM8 9.5l6.5 6.5M8.5 20H21";
    Flag => "M5 21V4h13l-3 4.5 3 4.5H5";
    Go => "M5 12h14M13 6l6 6-6 6";
    House => "M4 10.5V19h16v-8.5M4 10.5L12 4l8 6.5M4 10.5l8 5 8-5";
    Identity => "M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6zM8.7 12l2.4 2.4 4.2 -4.8";
    Incoming => "M3 6h18v13H3zM3 7l9 6.5L21 7";
    Info => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 11v5.5M12 7.5v.01";
    Keep => "M4 8h16v12H4zM3 4h18v4H3zM9.5 12h5";
    Late => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.5v.01";
    Letter => "M4 3.5h16v17H4zM8 8h8M8 12h8M8 16h5";
    Link => "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6";
    Lock => "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 11V8a4 4 0 0 1 8 0v3";
    Longer => "M4 12h12M12 8l4 4-4 4M20 5v14";
    Mask => "M3 9c3-2 6-2 9 0 3-2 6-2 9 0-.3 5-2 7.5-4.5 7.5S12.8 15 12 13.5C11.2 15 10 16.5 7.5 16.5S3.3 14 3 9z";
    Menu => "M4 7h16M4 12h16M4 17h16";
    Message => "M4 5h16v11h-8.5L7 20v-4H4z";
    More => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 8v8M8 12h8";
    Move => "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4";
    Note => "M5 3.5h14v11L13.5 20.5H5zM13.5 20.5v-6H19M8.5 8h7M8.5 11.5h4";
    Objection => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M5.8 5.8l12.4 12.4";
    Outgoing => "M3 11 21 3.5 16 21l-4.5-7.5zM21 3.5 11.5 13.5";
    Page => "M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5";
    Pause => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M10 9v6M14 9v6";
    People => "M5.5 8.5a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0M2.5 20c.8-3.6 3.2-5.5 6.5-5.5s5.7 1.9 6.5 5.5M15.5 5.2a3.5 3.5 0 0 1 0 6.6M17.5 14.8c2.2.6 3.5 2.4 4 5.2";
    Person => "M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4 20.5c1-4 4-6 8-6s7 2 8 6";
    Phone => "M5 4h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5L15 13.5l5 1.5v4c0 1-1 1.5-2 1.5C10.5 20 4 13.5 3.5 6c0-1 .5-2 1.5-2z";
    Plus => "M12 5v14M5 12h14";
    Portability => "M12 15V3.5M8 7.5l4-4 4 4M5 12v8h14v-8";
    Question => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M9.5 9.5a2.6 2.6 0 1 1 3.6 2.6c-.8.4-1.1.9-1.1 1.7M12 16.8v.01";
    Rectification => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10";
    Restriction => "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 11V8a4 4 0 0 1 8 0v3";
    Search => "M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5l5 5";
    Split => "M12 21v-7L5 7M12 14l7-7M5 11V7h4M15 7h4v4";
    Store => "M4 6a8 3 0 1 0 16 0 8 3 0 1 0-16 0M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3";
    Table => "M5.5 5h13a1.5 1.5 0 0 1 1.5 1.5v11a1.5 1.5 0 0 1-1.5 1.5h-13a1.5 1.5 0 0 1-1.5-1.5v-11a1.5 1.5 0 0 1 1.5-1.5zM4 10h16M4 14.5h16M10 5v14";
    TakeBack => "M9 8H15a4.5 4.5 0 0 1 0 9H6M9 4L5 8l4 4";
    Task => "M7 4h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3h-10a3 3 0 0 1-3-3v-10a3 3 0 0 1 3-3zM8 12.3l3 3 5 -6";
    Undo => "M4 10h10a5.5 5.5 0 0 1 0 11h-3M8 6l-4 4 4 4";
    Wait => "M6 3h12M6 21h12M7 3c0 5 10 5 10 9s-10 4-10 9M17 3c0 5-10 5-10 9s10 4 10 9";
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        write!(f, r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>"#)
    }
}

/// The text is a constant of this file and holds no value from elsewhere.
impl HtmlSafe for Icon {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_nothing_but_a_path() {
        for icon in Icon::ALL {
            let plain = icon.path().chars().all(|c| c.is_ascii_alphanumeric() || " .-".contains(c));
            assert!(plain, "{icon:?}");
        }
    }
}
