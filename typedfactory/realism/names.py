"""The table: what the name of a field means.

A name is read in small letters with underscores, however it is written (``emailAddress``, ``email_address``). It may
have other words in front (``billing_city``); those in `ALONE` mean something only without them.
"""

from __future__ import annotations

#: Kind of value → the names of fields that hold it.
NAMES: dict[str, tuple[str, ...]] = {
    # people
    "first_name": ("first_name", "firstname", "given_name", "forename", "fname", "vorname"),
    "middle_name": ("middle_name", "middlename", "second_name"),
    "last_name": ("last_name", "lastname", "surname", "family_name", "lname", "nachname"),
    "full_name": (
        "full_name",
        "fullname",
        "real_name",
        "contact_name",
        "contact_person",
        "author",
        "artist",
        "director",
    ),
    "username": ("username", "user_name", "login", "login_name", "handle", "screen_name", "nickname", "nick"),
    "email": ("email", "e_mail", "mail", "email_address", "mail_address", "e_mail_address"),
    "phone": (
        *("phone", "phone_number", "phone_no", "telephone", "telephone_number", "tel", "mobile", "mobile_number"),
        *("mobile_phone", "cell", "cell_phone", "cellphone", "fax", "fax_number", "msisdn"),
    ),
    "birth_date": ("birth_date", "birthdate", "date_of_birth", "dob", "birthday", "born", "born_on"),
    "age": ("age", "age_in_years"),
    "honorific": ("honorific", "salutation", "name_prefix", "courtesy_title"),
    "job_title": ("job_title", "jobtitle", "job", "occupation", "profession", "position_title"),
    "password": ("password", "passwd", "passphrase"),
    # places
    "street": (
        *("street", "street_address", "streetaddress", "address_line", "address_line1", "address_line_1"),
        *("address_1", "address1", "street1", "street_1", "street_line1", "line1", "line_1"),
    ),
    "street_name": ("street_name",),
    "house_number": ("house_number", "house_no", "building_number", "street_number"),
    "city": ("city", "town", "city_name", "locality", "municipality"),
    "postcode": ("postcode", "post_code", "postal_code", "postalcode", "zip", "zip_code", "zipcode", "plz"),
    "state": ("state", "province", "state_name"),
    "country": ("country", "country_name"),
    "country_code": ("country_code", "countrycode", "country_iso", "iso_country", "country_iso2", "country_alpha2"),
    "address": ("address", "full_address", "postal_address", "mailing_address"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lng", "lon", "long"),
    "timezone": ("timezone", "time_zone", "tz", "timezone_name", "tz_name"),
    "language_code": ("language_code", "lang", "lang_code", "language", "iso_language"),
    "locale": ("locale", "locale_code"),
    # money
    "price": (
        *("price", "unit_price", "list_price", "net_price", "gross_price", "retail_price", "base_price", "cost"),
        *("unit_cost", "fee", "fare"),
    ),
    "amount": ("amount", "subtotal", "sub_total", "net_amount", "sum"),
    "tax": ("tax", "vat", "tax_amount", "vat_amount"),
    "shipping": ("shipping", "shipping_cost", "shipping_fee", "delivery_fee"),
    "discount": ("discount", "discount_amount", "rebate"),
    "total": ("total", "grand_total", "total_amount", "total_price", "gross_amount", "total_cost", "amount_due"),
    "balance": ("balance", "account_balance", "credit_limit", "budget"),
    "salary": ("salary", "annual_salary", "income", "wage"),
    "currency_code": ("currency_code", "currency", "currencycode", "iso_currency"),
    "iban": ("iban", "iban_number"),
    "bic": ("bic", "swift", "swift_code", "bic_code", "swift_bic"),
    "card_number": ("card_number", "credit_card", "credit_card_number", "cc_number"),
    # trade
    "company": (
        *("company", "company_name", "organization", "organisation", "organization_name", "organisation_name"),
        *("employer", "business_name", "vendor_name", "supplier_name", "manufacturer", "publisher", "brand"),
    ),
    "sku": ("sku", "product_code", "article_number", "item_number", "part_number"),
    "ean": ("ean", "ean13", "gtin", "barcode"),
    "isbn": ("isbn", "isbn13"),
    "quantity": ("quantity", "qty", "item_count"),
    "stock": ("stock", "in_stock", "stock_level", "units_in_stock"),
    "percent": ("percent", "percentage", "pct", "discount_percent", "discount_percentage"),
    "rating": ("rating", "stars", "star_rating"),
    "order_number": (
        "order_number",
        "order_no",
        "invoice_number",
        "invoice_no",
        "reference_number",
        "booking_reference",
    ),
    "color": ("color", "colour", "color_name", "colour_name"),
    "hex_color": ("hex_color", "hex_colour", "color_hex", "colour_hex", "color_code", "colour_code"),
    # text
    "name": ("name", "display_name", "displayname"),
    "title": ("title", "headline", "subject", "caption", "heading"),
    "description": ("description", "summary", "abstract", "about", "bio", "biography", "excerpt", "teaser", "blurb"),
    "text": (
        "text",
        "body",
        "content",
        "comment",
        "message",
        "note",
        "notes",
        "remark",
        "remarks",
        "review",
        "feedback",
    ),
    "slug": ("slug", "permalink"),
    "category": ("category", "category_name", "tag", "keyword", "label", "topic", "genre"),
    "version": ("version", "version_number", "semver"),
    # internet
    "url": ("url", "uri", "link", "website", "web_site", "homepage", "home_page", "web_page", "site_url", "href"),
    "domain": ("domain", "domain_name", "hostname", "host_name", "fqdn"),
    "ip": ("ip", "ip_address", "ipaddress", "ip_addr", "ipv4", "remote_addr", "remote_ip"),
    "ipv6": ("ipv6", "ipv6_address"),
    "mac": ("mac", "mac_address"),
    "port": ("port", "port_number"),
    "user_agent": ("user_agent", "useragent"),
    "mime_type": ("mime_type", "mimetype", "content_type", "media_type"),
    "file_name": ("file_name", "filename"),
    "file_extension": ("file_extension", "file_ext"),
    "file_size": ("file_size", "filesize", "size_in_bytes", "size_bytes"),
    "token": ("token", "secret", "api_key", "apikey", "secret_key", "access_key", "session_key", "nonce"),
    "hash": ("checksum", "sha256", "password_hash", "file_hash", "content_hash", "digest"),
    "uuid": ("uuid", "guid", "correlation_id", "request_id", "trace_id"),
    # time
    "created": (
        *("created", "created_at", "created_on", "date_created", "created_date", "creation_date", "creation_time"),
        *("date_joined", "joined", "joined_at", "joined_on", "registered_at", "registered_on", "signup_date"),
        *("signed_up_at", "inserted_at", "uploaded_at", "ordered_at", "order_date", "placed_at", "issued_at"),
        *("issue_date", "issued_on", "invoice_date", "submitted_at", "requested_at", "purchase_date"),
    ),
    "confirmed": ("confirmed_at", "accepted_at", "approved_at", "activated_at", "verified_at"),
    "paid": ("paid_at", "paid_on", "payment_date"),
    "shipped": ("shipped_at", "shipped_on", "sent_at", "dispatched_at", "ship_date", "shipping_date"),
    "delivered": ("delivered_at", "delivered_on", "received_at", "delivery_date"),
    "published": ("published", "published_at", "published_on", "publication_date", "pub_date", "date_published"),
    "updated": (
        *("updated", "updated_at", "updated_on", "date_updated", "update_date", "modified", "modified_at"),
        *("modified_on", "date_modified", "last_modified", "last_updated", "changed_at", "edited_at"),
        *("last_login", "last_login_at", "last_seen", "last_seen_at", "last_used_at", "last_accessed_at"),
    ),
    "deleted": (
        *("deleted", "deleted_at", "deleted_on", "date_deleted", "removed_at", "archived_at", "closed_at"),
        *("cancelled_at", "canceled_at", "deactivated_at", "revoked_at"),
    ),
    "start": (
        *("start", "start_at", "starts_at", "start_date", "start_time", "start_datetime", "starts", "starts_on"),
        *("started", "started_at", "started_on", "begin", "begins_at", "begin_date", "begin_time", "valid_from"),
        *("effective_from", "from_date", "date_from", "check_in", "checkin", "check_in_date", "opens_at"),
        *("period_start", "hired_at", "hire_date"),
    ),
    "end": (
        *("end", "end_at", "ends_at", "end_date", "end_time", "end_datetime", "ends", "ends_on", "ended", "ended_at"),
        *("ended_on", "finish", "finished", "finished_at", "completed_at", "finish_date", "finish_time", "valid_to"),
        *("valid_until", "effective_to", "to_date", "date_to", "until", "check_out", "checkout_date"),
        *("check_out_date", "closes_at", "period_end"),
    ),
    "expires": (
        "expires",
        "expires_at",
        "expires_on",
        "expiry",
        "expiry_date",
        "expiration_date",
        "due_date",
        "due_at",
    ),
    "year": ("year", "release_year", "publication_year", "year_published"),
}

#: Names that mean something only where no other word stands in front.
ALONE = frozenset(
    {
        *("login", "mail", "cell", "tel", "job", "line1", "line_1", "long", "lat", "lon", "lang", "tz", "text"),
        *("body", "content", "note", "notes", "message", "comment", "review", "sum", "author", "artist", "director"),
        *("brand", "publisher", "manufacturer", "label", "topic", "tag", "keyword", "host_name", "version", "link"),
        *("port", "mac", "secret", "digest", "nick", "handle", "subject", "heading", "caption", "age", "year"),
        *("deleted", "updated", "modified", "created", "published", "ended", "started", "finished", "starts", "ends"),
        *("until", "finish", "begin", "opens_at", "closes_at", "stars", "position_title", "language", "budget"),
        *("stock", "in_stock", "locale", "percent", "category", "genre", "color", "colour", "uuid", "company", "about"),
        *("cost", "fee", "tax", "vat", "shipping", "discount", "joined", "born", "expires", "quantity", "address_1"),
    }
)

#: A name that begins with one of these asks for yes or no, or for a number of something.
QUESTIONS = frozenset(
    {"is", "has", "was", "can", "should", "use", "allow", "enable", "show", "hide", "num", "count", "no"}
)

#: Each moment of a chain is not before those in front of it.
CHAINS = (
    ("created", "confirmed", "paid", "shipped", "delivered", "updated", "deleted"),
    ("created", "published", "updated", "deleted"),
    ("created", "expires"),
    ("start", "end"),
)
#: Kinds that are moments.
MOMENTS = frozenset(kind for chain in CHAINS for kind in chain)

#: What belongs together: a field looks for the others of its group among those with the same words in front.
TOPICS: dict[str, frozenset[str]] = {
    "person": frozenset(
        {"first_name", "middle_name", "last_name", "full_name", "username", "email", "birth_date", "age"}
    ),
    "place": frozenset(
        {
            *("street", "street_name", "house_number", "city", "postcode", "state", "country", "country_code"),
            *("address", "latitude", "longitude", "timezone", "phone", "language_code", "locale", "currency_code"),
            *("iban", "bic"),
        }
    ),
    "money": frozenset({"price", "amount", "tax", "shipping", "discount", "total", "quantity"}),
    "text": frozenset({"label", "product_name", "title", "company", "slug", "category", "url"}),
    "file": frozenset({"file_name", "mime_type", "file_extension"}),
    "time": MOMENTS,
}

#: Kinds that go by the locale: those of one group are of the same one.
LOCAL = frozenset(
    {
        *("first_name", "middle_name", "last_name", "full_name", "phone", "street", "street_name", "house_number"),
        *("city", "postcode", "state", "country", "country_code", "address", "timezone", "language_code", "locale"),
        *("currency_code", "iban", "bic"),
    }
)

#: Kinds with so many values that those of a unique column hardly ever meet one that another process, or an object that
#: outlives its test, has left there. Unique columns of other kinds go by their types.
PLENTIFUL = frozenset(
    {
        *("email", "username", "full_name", "phone", "password", "street", "address", "city", "iban", "bic", "company"),
        *("sku", "ean", "isbn", "order_number", "title", "label", "product_name", "category", "description", "text"),
        *("slug", "url", "domain", "ip", "ipv6", "mac", "file_name", "token", "hash", "uuid"),
    }
)

#: The last word of a model's name, or the word in front of ``name``, where that is a person.
PEOPLE = frozenset(
    {
        *(
            "person",
            "people",
            "user",
            "customer",
            "client",
            "author",
            "employee",
            "staff",
            "guest",
            "contact",
            "member",
        ),
        *("patient", "student", "teacher", "pupil", "player", "owner", "buyer", "seller", "driver", "doctor", "nurse"),
        *("profile", "lead", "admin", "administrator", "manager", "agent", "applicant", "candidate", "recipient"),
        *("subscriber", "passenger", "participant", "attendee", "speaker", "artist", "actor", "director", "editor"),
        *("reviewer", "worker", "visitor", "borrower", "tenant", "parent", "child", "friend", "payer", "cardholder"),
        *("holder", "citizen", "resident", "voter", "instructor", "coach", "trainer", "assignee", "reporter"),
    }
)
#: As above, where it is a company or the like.
COMPANIES = frozenset(
    {
        *("company", "organization", "organisation", "employer", "business", "firm", "corporation", "vendor"),
        *("supplier", "manufacturer", "publisher", "brand", "agency", "airline", "bank", "shop", "store", "merchant"),
        *("restaurant", "hotel", "school", "university", "hospital", "club", "carrier", "insurer", "partner"),
    }
)
#: As above: the kind of value that the name of such a thing is.
THINGS: dict[str, str] = {
    **dict.fromkeys(("city", "town", "village"), "city"),
    "country": "country",
    **dict.fromkeys(("state", "province"), "state"),
    **dict.fromkeys(("street", "road"), "street_name"),
    **dict.fromkeys(("product", "item", "article", "part", "device"), "product_name"),
    **dict.fromkeys(("file", "document", "attachment", "upload", "image", "photo"), "file_name"),
    **dict.fromkeys(("color", "colour"), "color"),
    **dict.fromkeys(("category", "tag", "topic", "genre", "keyword"), "category"),
    **dict.fromkeys(("host", "server", "node", "domain"), "domain"),
    **dict.fromkeys(("book", "film", "movie", "song", "album", "course", "post", "page", "event", "project"), "title"),
}
#: The last word of a model's name where an ``address`` is something that nobody can guess.
UNKNOWN_ADDRESSES = frozenset({"wallet", "contract", "token", "memory", "register"})
#: As above, where it is one of a network.
NETWORKS = frozenset({"host", "server", "node", "device", "interface", "network", "peer", "connection", "router"})
#: Words at the end of a model's name that say nothing about what it is.
LAYERS = frozenset(
    {
        *("model", "schema", "dto", "base", "create", "update", "read", "in", "out", "input", "output", "request"),
        *("response", "row", "table", "record", "entity", "data", "payload", "info", "details", "form", "orm", "dict"),
    }
)
