//! IAB Canada's TCF, section 5: read in every way in which it has been written, and written in the present one.
//!
//! ```text
//! section   = core *( "." ( disclosed / publisher ) )       ; each at most once, in any order
//! core      = Version:6 (= 1) Created:36 LastUpdated:36 CmpId:12 CmpVersion:12 ConsentScreen:6 ConsentLanguage:12
//!             VendorListVersion:12 TcfPolicyVersion:6 UseNonStandardStacks:1 SpecialFeatureExpressConsent:12
//!             PurposesExpressConsent:24 PurposesImpliedConsent:24
//!             VendorExpressConsent:set VendorImpliedConsent:set [ PubRestrictions ]
//! disclosed = Type:3 (= 1) DisclosedVendors:set
//! publisher = Type:3 (= 3) PubPurposesExpressConsent:24 PubPurposesImpliedConsent:24 NumCustomPurposes:6
//!             CustomPurposesExpressConsent:n CustomPurposesImpliedConsent:n
//! ```

mod decode;

mod encode;

mod model;
pub use model::{TcfCa, TcfCaPublisher};

mod rules;

mod vendors;
pub use vendors::SetCoding;
