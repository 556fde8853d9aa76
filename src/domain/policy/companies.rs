//! Companies that shops name in their policies, by the names they trade under. An outsider's list, not a shop's: a name that is missing
//! here is still read where the policy introduces it as a name.

use super::cue::Entry;

/// A company that a policy may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name as it spells it.
    pub name: &'static str,
    /// What it does for a shop.
    pub role: &'static str,
    /// The kind it is one of: a code of [`super::kinds::KINDS`].
    pub kind: &'static str,
    /// Where it (or its parent) is, if not in the United Kingdom.
    pub country: Option<&'static str>,
}

const US: Option<&str> = Some("United States");

const fn company(name: &'static str, role: &'static str, kind: &'static str, country: Option<&'static str>) -> Company {
    Company { name, role, kind, country }
}

/// The companies, as they are recognised in folded words. A longer name stands before a shorter one that it contains.
pub static COMPANIES: [Entry<Company>; 91] = [
    Entry::new(r"\broyal mail\b", company("Royal Mail", "courier", "couriers", None)),
    Entry::new(r"\bdpd\b", company("DPD", "courier", "couriers", None)),
    Entry::new(r"\bparcel ?force\b", company("Parcelforce", "courier", "couriers", None)),
    Entry::new(r"\b(evri|hermes)\b", company("Evri", "courier", "couriers", None)),
    Entry::new(r"\byodel\b", company("Yodel", "courier", "couriers", None)),
    Entry::new(r"\bdhl\b", company("DHL", "courier", "couriers", Some("Germany"))),
    Entry::new(r"\bups\b", company("UPS", "courier", "couriers", US)),
    Entry::new(r"\bfed ?ex\b", company("FedEx", "courier", "couriers", US)),
    Entry::new(r"\busps\b|united states postal service", company("USPS", "courier", "couriers", US)),
    Entry::new(r"\bgls\b", company("GLS", "courier", "couriers", None)),
    Entry::new(r"\btuffnells\b", company("Tuffnells", "courier", "couriers", None)),
    Entry::new(r"\binpost\b", company("InPost", "courier", "couriers", None)),
    Entry::new(r"\bworld ?pay\b", company("Worldpay", "payments", "payment", None)),
    Entry::new(r"\bpay ?pal\b", company("PayPal", "payments", "payment", US)),
    Entry::new(r"\bstripe\b", company("Stripe", "payments", "payment", US)),
    Entry::new(r"\bklarna\b", company("Klarna", "payments", "payment", Some("Sweden"))),
    Entry::new(r"\bclear ?pay\b|\bafter ?pay\b", company("Clearpay", "payments", "payment", None)),
    Entry::new(r"\bsage ?pay\b|\bopayo\b|\belavon\b", company("Opayo", "payments", "payment", None)),
    Entry::new(r"\badyen\b", company("Adyen", "payments", "payment", Some("Netherlands"))),
    Entry::new(r"\bbraintree\b", company("Braintree", "payments", "payment", US)),
    Entry::new(r"\bsum ?up\b", company("SumUp", "payments", "payment", None)),
    Entry::new(r"\bgocardless\b", company("GoCardless", "payments", "payment", None)),
    Entry::new(r"\bapple pay\b", company("Apple Pay", "payments", "payment", US)),
    Entry::new(r"\bgoogle pay\b", company("Google Pay", "payments", "payment", US)),
    Entry::new(r"\bamazon pay\b", company("Amazon Pay", "payments", "payment", US)),
    Entry::new(r"\bmollie\b", company("Mollie", "payments", "payment", Some("Netherlands"))),
    Entry::new(r"\bshop ?pay\b", company("Shop Pay", "payments", "payment", US)),
    Entry::new(r"\bamazon web services\b|\baws\b", company("Amazon Web Services", "hosting", "it_hosting", US)),
    Entry::new(r"\bamazon\b", company("Amazon", "marketplace", "vendors", US)),
    Entry::new(r"\be-?bay\b", company("eBay", "marketplace", "vendors", US)),
    Entry::new(r"\betsy\b", company("Etsy", "marketplace", "vendors", US)),
    Entry::new(r"\bon ?buy\b", company("OnBuy", "marketplace", "vendors", None)),
    Entry::new(r"\bshopify\b", company("Shopify", "shop platform", "it_hosting", Some("Canada"))),
    Entry::new(r"\bwoo ?commerce\b", company("WooCommerce", "shop platform", "it_hosting", US)),
    Entry::new(r"\bbigcommerce\b", company("BigCommerce", "shop platform", "it_hosting", US)),
    Entry::new(r"\bsquarespace\b", company("Squarespace", "shop platform", "it_hosting", US)),
    Entry::new(r"\bwix\b", company("Wix", "shop platform", "it_hosting", Some("Israel"))),
    Entry::new(r"\bmicrosoft azure\b|\bazure\b", company("Microsoft Azure", "hosting", "it_hosting", US)),
    Entry::new(r"\bcloudflare\b", company("Cloudflare", "hosting", "it_hosting", US)),
    Entry::new(r"\bgoogle cloud\b", company("Google Cloud", "hosting", "it_hosting", US)),
    Entry::new(r"\bdigital ?ocean\b", company("DigitalOcean", "hosting", "it_hosting", US)),
    Entry::new(r"\b(microsoft|office) 365\b", company("Microsoft 365", "office software", "it_hosting", US)),
    Entry::new(r"\bgoogle analytics\b", company("Google Analytics", "site statistics", "analytics", US)),
    Entry::new(
        r"\bmicrosoft clarity\b",
        company("Microsoft Clarity", "site statistics and session replay", "analytics", US),
    ),
    Entry::new(r"\bhot ?jar\b", company("Hotjar", "site statistics and session replay", "analytics", Some("Malta"))),
    Entry::new(r"\bmatomo\b", company("Matomo", "site statistics", "analytics", None)),
    Entry::new(r"\bmixpanel\b", company("Mixpanel", "site statistics", "analytics", US)),
    Entry::new(r"\bfull ?story\b", company("FullStory", "site statistics and session replay", "analytics", US)),
    Entry::new(
        r"\bmicrosoft (advertising|ads)\b|\bbing ads\b",
        company("Microsoft Advertising", "advertising", "advertising", US),
    ),
    Entry::new(
        r"\bgoogle (ads|adwords|adsense|marketing)\b|\bdouble ?click\b",
        company("Google Ads", "advertising", "advertising", US),
    ),
    Entry::new(r"\b(meta|facebook) (pixel|ads)\b", company("Meta Pixel", "advertising", "advertising", US)),
    Entry::new(r"\bcriteo\b", company("Criteo", "advertising", "advertising", Some("France"))),
    Entry::new(r"\bawin\b", company("Awin", "advertising", "advertising", None)),
    Entry::new(r"\bfacebook\b", company("Facebook", "social media", "social_media", US)),
    Entry::new(r"\binstagram\b", company("Instagram", "social media", "social_media", US)),
    Entry::new(r"\bpinterest\b", company("Pinterest", "social media", "social_media", US)),
    Entry::new(r"\btik ?tok\b", company("TikTok", "social media", "social_media", Some("China"))),
    Entry::new(r"\byou ?tube\b", company("YouTube", "social media", "social_media", US)),
    Entry::new(r"\blinkedin\b", company("LinkedIn", "social media", "social_media", US)),
    Entry::new(r"\btwitter\b", company("X (Twitter)", "social media", "social_media", US)),
    Entry::new(r"\bsnapchat\b", company("Snapchat", "social media", "social_media", US)),
    Entry::new(r"\bhootsuite\b", company("Hootsuite", "social media inbox", "social_media", Some("Canada"))),
    Entry::new(r"\bmail ?chimp\b", company("Mailchimp", "marketing mail", "marketing", US)),
    Entry::new(r"\bklaviyo\b", company("Klaviyo", "marketing mail", "marketing", US)),
    Entry::new(r"\b(sendinblue|brevo)\b", company("Brevo", "marketing mail", "marketing", Some("France"))),
    Entry::new(r"\bsendgrid\b", company("SendGrid", "mail delivery", "marketing", US)),
    Entry::new(r"\bdotdigital\b", company("Dotdigital", "marketing mail", "marketing", None)),
    Entry::new(r"\bomnisend\b", company("Omnisend", "marketing mail", "marketing", None)),
    Entry::new(r"\bhubspot\b", company("HubSpot", "marketing and contacts", "marketing", US)),
    Entry::new(r"\battentive\b", company("Attentive", "marketing messages", "marketing", US)),
    Entry::new(r"\bzendesk\b", company("Zendesk", "support desk", "support", US)),
    Entry::new(r"\bfreshdesk\b", company("Freshdesk", "support desk", "support", US)),
    Entry::new(r"\bgorgias\b", company("Gorgias", "support desk", "support", US)),
    Entry::new(r"\bintercom\b", company("Intercom", "support desk", "support", US)),
    Entry::new(r"\btawk\b", company("tawk.to", "chat", "support", US)),
    Entry::new(r"\btrustpilot\b", company("Trustpilot", "reviews", "reviews", Some("Denmark"))),
    Entry::new(r"\bfeefo\b", company("Feefo", "reviews", "reviews", None)),
    Entry::new(r"\breviews\.io\b", company("REVIEWS.io", "reviews", "reviews", None)),
    Entry::new(r"\byotpo\b", company("Yotpo", "reviews", "reviews", Some("Israel"))),
    Entry::new(r"\bsurvey ?monkey\b", company("SurveyMonkey", "surveys", "reviews", US)),
    Entry::new(r"\bxero\b", company("Xero", "accounts", "advisers", Some("New Zealand"))),
    Entry::new(r"\bquick ?books\b", company("QuickBooks", "accounts", "advisers", US)),
    Entry::new(r"\bexperian\b", company("Experian", "credit checks", "credit_reference", None)),
    Entry::new(r"\bequifax\b", company("Equifax", "credit checks", "credit_reference", US)),
    Entry::new(r"\bcifas\b", company("Cifas", "fraud prevention", "fraud_prevention", None)),
    Entry::new(r"\bsignifyd\b", company("Signifyd", "fraud prevention", "fraud_prevention", US)),
    Entry::new(r"\bship ?station\b", company("ShipStation", "shipping software", "fulfilment", US)),
    Entry::new(r"\bslack\b", company("Slack", "office software", "it_hosting", US)),
    Entry::new(r"\bsalesforce\b", company("Salesforce", "contacts", "it_hosting", US)),
    Entry::new(r"\btwilio\b", company("Twilio", "text messages", "marketing", US)),
    Entry::new(r"\bwhats ?app\b", company("WhatsApp", "messages", "social_media", US)),
];
