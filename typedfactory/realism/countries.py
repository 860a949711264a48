"""What belongs to a country: its currency, its locale, and telephone numbers that are nobody's."""

from __future__ import annotations

_EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
_OTHERS = (
    "AE:AED AL:ALL AM:AMD AR:ARS AU:AUD AZ:AZN BA:BAM BD:BDT BH:BHD BR:BRL CA:CAD CH:CHF CL:CLP CN:CNY "
    "CO:COP CZ:CZK DK:DKK DZ:DZD EG:EGP ET:ETB GB:GBP GE:GEL GH:GHS HU:HUF ID:IDR IL:ILS IN:INR IR:IRR "
    "IS:ISK JO:JOD JP:JPY KE:KES KR:KRW LI:CHF LK:LKR MK:MKD MX:MXN NG:NGN NO:NOK NP:NPR NZ:NZD PH:PHP "
    "PK:PKR PL:PLN PS:ILS RO:RON RU:RUB SA:SAR SE:SEK TH:THB TR:TRY TW:TWD UA:UAH US:USD UZ:UZS VN:VND "
    "ZA:ZAR"
)
_LOCALES = (
    "AT:de_AT AU:en_AU BE:nl_BE BR:pt_BR CA:en_CA CH:de_CH CN:zh_CN CO:es_CO CZ:cs_CZ DE:de_DE DK:da_DK "
    "ES:es_ES FI:fi_FI FR:fr_FR GB:en_GB HU:hu_HU IE:en_IE IN:en_IN IT:it_IT JP:ja_JP KR:ko_KR MX:es_MX "
    "NL:nl_NL NO:no_NO NZ:en_NZ PL:pl_PL PT:pt_PT RO:ro_RO SE:sv_SE SI:sl_SI SK:sk_SK TR:tr_TR TW:zh_TW "
    "UA:uk_UA US:en_US"
)


def _pairs(text: str) -> dict[str, str]:
    return {key: value for key, _, value in (pair.partition(":") for pair in text.split())}


#: ISO 3166 alpha-2 → ISO 4217, for the countries that Faker has locales of.
CURRENCIES: dict[str, str] = {**dict.fromkeys(_EURO.split(), "EUR"), **_pairs(_OTHERS)}

#: Country → the locale that speaks for it where a country is given and the locale in force is of another one.
LOCALE_OF_COUNTRY: dict[str, str] = _pairs(_LOCALES)

#: Country → a telephone number that its authority keeps for fiction; each # is a digit.
PHONES: dict[str, str] = {
    "US": "+1 202-555-01##",
    "CA": "+1 613-555-01##",
    "GB": "+44 20 7946 0###",
    "AU": "+61 2 5550 ####",
    "DE": "+49 30 23125 ###",
    "FR": "+33 1 99 00 ## ##",
    "IE": "+353 20 91# ####",
}
