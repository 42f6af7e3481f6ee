"""Made-up records for measuring linkage: households, twins, common names, moves, slips, gaps.

Sizes and rates are settings of a yardstick, not claims about a real place. Every choice is a hash
of a number and a word, so the same size gives the same records. NHS numbers are of the 999 range.
"""

import hashlib
import sys
from itertools import product

import duckdb
import numpy as np
import pyarrow as pa

from tilth.ground.nhs_number import check_digit

FIRST = (
    "oliver amelia george isla noah ava arthur mia harry ivy leo lily muhammad freya jack florence "
    "charlie willow oscar rosie henry sophia thomas grace james emily william evelyn joshua ella "
    "david susan john margaret michael patricia peter christine robert linda paul karen mark "
    "andrew sharon richard julie stephen deborah daniel sarah christopher laura matthew gemma luke "
    "aisha fatima zainab mohammed ali hassan ibrahim yusuf maryam khadija gurpreet harpreet "
    "manpreet amandeep priya anjali rahul sanjay deepak kowalski piotr agnieszka katarzyna tomasz "
    "chidi ngozi adebayo folake kwame ama tyrone shanice precious blessing elizabeth katherine "
    "victoria rebecca jessica jennifer samantha alexander benjamin samuel joseph edward nicholas "
    "anthony timothy philip kenneth ronald dorothy jean joan barbara sheila maureen doreen brenda "
    "pauline janet carol diane lesley gillian wendy hazel heather kelly lisa donna nicola michelle"
).split()
STARTS = (
    "ash bar ben black brad brook bur car clay coll cor dal den dun ed fair farn glen good gran "
)
STARTS += "hal har hart hol hunt jack kel king lam lang law mar mel mor nor oak par pen pres ram "
STARTS += (
    "red ro rush sand shaw sim stan sut tay thorn tur wal war web wes whit wil wood kha pat sin "
)
STARTS += "ahm hus raj kau gil dhi mah beg oka ade nwo kov nov wis zie"
ENDS = (
    "son ton ley er field ford ham well by man s wood land worth ell ings more den ridge ow an el "
)
ENDS += "ia ed ain esh ur uri ola eke ski ak ova"
MIDDLES = ["", "a", "er", "in", "el", "ing", "on", "is"]

MACROS = """
create macro chance(n, word) as (hash(hash(n, word) + 1) >> 11) / 9007199254740992.0;
create macro pick(n, word, size) as (hash(hash(n, word) + 1) % size::ubigint)::int;
create macro zipf(n, word, size) as least(size - 1,
    floor(10 * pow(1 + size / 10.0, chance(n, word)) - 10)::int);
create macro slip(x, n, word) as case pick(n, word, 3)
    when 0 then x[:1 + pick(n, 'at', length(x))] || x[3 + pick(n, 'at', length(x)):]
    when 1 then x[:1 + pick(n, 'at', length(x))] || chr(97 + pick(n, 'to', 26))
        || x[3 + pick(n, 'at', length(x)):]
    else x[:pick(n, 'at', length(x))] || x[2 + pick(n, 'at', length(x))]
        || x[1 + pick(n, 'at', length(x))] || x[3 + pick(n, 'at', length(x)):] end;
create macro code(k) as chr(65 + ((k // 56250) % 26)::int) || 'S' || (1 + (k // 6250) % 9)
    || ' ' || (k // 625) % 10 || chr(65 + ((k // 25) % 25)::int) || chr(65 + (k % 25)::int);
"""

PEOPLE = """
create table house as
    select h, name as family, h // 15 as place
    from (select h, zipf(h, 'family', {surnames}) as k from range({houses}) t(h))
    join surname using (k);
create table person as
    select p, (hash(p // 3, 'home') % {houses}::ubigint)::bigint as h,
        zipf(p, 'first', {firsts}) as f, zipf(p, 'own', {surnames}) as k,
        date '2025-06-30' - pick(p - (chance(p // 3, 'twin') < 0.02 and p % 3 = 1)::int, 'born',
        32000) as born, if(chance(p, 'sex') < 0.5, 'female', 'male') as sex
    from range({people}) t(p);
create table known as
    select p, h, given.name as first_name, born, sex, place, nhs,
        if(chance(p, 'apart') < 0.3, surname.name, family) as surname
    from person join house using (h) join given on f = given.k
    join surname on person.k = surname.k join number using (p);
"""

RECORDS = """
create table sent as
    select r, p, nhs, sex, place, h, first_name, surname,
        (hash(r, 'record') & 9223372036854775807)::bigint as record,
        ['gp', 'hospital', 'housing', 'leisure', 'social_care'][1 + pick(r, 'source', 5)] as source,
        case when chance(r, 'f') < 0.02 then slip(first_name, r, 'f')
            when chance(r, 'f') < 0.035 then first_name[1]
            when chance(r, 'f') < 0.055 then first_name[:4] else first_name end as f,
        case when chance(r, 's') < 0.03 then slip(surname, r, 's')
            when chance(r, 's') < 0.04 then name else surname end as s,
        case when chance(r, 'd') < 0.005 then null
            when chance(r, 'd') < 0.012 then born + 1 + pick(r, 'd', 20)
            when chance(r, 'd') < 0.018 then (born - to_years(1 + pick(r, 'y', 9)))::date
            else born end as date_of_birth,
        chance(r, 'moved') < 0.06 as moved, code(place) as home,
        code((hash(r, 'away') % ({people} // 30)::ubigint)::bigint) as away
    from (select r, if(r < {people}, r, pick(r, 'again', {people})) as p,
        zipf(r, 'married', {surnames}) as k from range({records}) t(r))
    join known using (p) join surname using (k);
copy (select record, source, r::varchar as local_id,
    if(chance(r, 'nhs') < 0.88, nhs::varchar, null) as nhs_number,
    if(chance(r, 'swap') < 0.003, s, f) as first_name,
    if(chance(r, 'swap') < 0.003, f, s) as surname, date_of_birth,
    if(chance(r, 'x') < 0.01, null, sex) as sex,
    case when chance(r, 'gone') < 0.02 then null when moved then away else home end as postcode,
    if(moved and chance(r, 'prev') < 0.5, home, null) as previous_postcode,
    if(moved or chance(r, 'u') < 0.6, null, (h + 100000000)::varchar) as uprn,
    if(chance(r, 'e') < 0.25, first_name || '.' || surname || p || '@example.org', null) as email,
    if(chance(r, 't') < 0.3, '07700' || lpad(p::varchar, 7, '0'), null) as phone
    from sent order by hash(r, 'order')) to '{folder}/identity.parquet' (format parquet);
copy (select record, p as truth from sent) to '{folder}/truth.parquet' (format parquet)
"""


def surnames():
    """About 6,000 surnames, commonest first."""
    made = {a + b + c for a, b, c in product(STARTS.split(), MIDDLES, ENDS.split())}
    made = {word for word in made if 4 < len(word) < 9}
    return sorted(made, key=lambda word: hashlib.sha256(word.encode()).digest())


def numbers(people):
    """A valid NHS number for each person, from 999 000 0000 on, then from 400 000 0000."""
    test = np.arange(999_000_000, 1_000_000_000)[: people * 2]
    first = np.concatenate([test, np.arange(400_000_000, 400_000_000 + people * 2)])
    digits = (first[:, None] // 10 ** np.arange(8, -1, -1)) % 10
    rest = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    valid = (first * 10 + rest)[rest < 10][:people]
    assert check_digit(str(valid[0])[:9]) == valid[0] % 10
    return valid


def make(folder, records, people):
    """Write identity.parquet and truth.parquet (record, truth) into a folder."""
    connection = duckdb.connect(config={"threads": 2})
    words = surnames()
    tables = {
        "surname": pa.table({"k": np.arange(len(words)), "name": words}),
        "given": pa.table({"k": np.arange(len(FIRST)), "name": FIRST}),
        "number": pa.table({"p": np.arange(people), "nhs": numbers(people)}),
    }
    for name, table in tables.items():
        connection.register(name, table)
    sizes = {
        "people": people,
        "records": records,
        "houses": people * 2 // 5,
        "surnames": len(words),
        "firsts": len(FIRST),
        "folder": folder,
    }
    for statements in (MACROS, PEOPLE, RECORDS):
        connection.execute(statements.format(**sizes))
    connection.close()


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
